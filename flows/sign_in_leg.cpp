// The sign-in leg: the only loop. It holds every guard once; what a page means is the adapters'.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "flows/before_a_secret.h"
#include "flows/browser_rules.h"
#include "flows/external_sign_in.h"
#include "flows/legs.h"
#include "flows/page_rules.h"
#include "idp-adapters/shared/form_helpers.h"
#include "verifier/base/overload.h"
#include "verifier/base/text.h"
#include "verifier/model/account_secrets.h"
#include "verifier/web/page_structure.h"
#include "verifier/web/query.h"

namespace flexverify::flows {
namespace {

using model::Code;
using model::Finding;

constexpr int kMaxPages = 25;
constexpr int kSamePage = 3;
constexpr base::Millis kLongestWait{60'000};  // for a person or a poll, in the whole login

// What adapters are told of each secret: whether there is one, and whether it was sent.
struct SecretRow {
  base::SecretRef secret;
  bool idp::LoginFacts::* given;
  bool idp::Memory::* sent;
};
constexpr std::array<SecretRow, model::kAccountSecrets.size()> kSecrets = {{
    {base::SecretRef::Password, &idp::LoginFacts::has_password, &idp::Memory::password_sent},
    {base::SecretRef::OneTimeCode, &idp::LoginFacts::has_one_time_code,
     &idp::Memory::one_time_code_sent},
    {base::SecretRef::SecurityAnswer, &idp::LoginFacts::has_security_answer,
     &idp::Memory::security_answer_sent},
}};

idp::LoginFacts facts_of(const Login& login) {
  const model::IdpSpec& spec = login.spec.idp;
  idp::LoginFacts facts{.username = spec.username,
                        .allow_push = spec.allow_push,
                        .accept_consent = spec.accept_consent,
                        .accept_terms = spec.accept_terms};
  for (const SecretRow& row : kSecrets)
    facts.*row.given = model::is_given(spec, model::account_secret(row.secret));
  return facts;
}

bool form_has(const web::FormBody& form, const std::string& text) {
  return std::any_of(form.entries.begin(), form.entries.end(), [&](const web::FormEntry& entry) {
    const auto* value = std::get_if<std::string>(&entry.value);
    return value != nullptr && *value == text;
  });
}

bool sends_text(const web::Request& request, const std::string& text) {
  if (text.empty()) return false;
  if (const auto* form = std::get_if<web::FormBody>(&request.body)) return form_has(*form, text);
  const auto* json = std::get_if<web::JsonBody>(&request.body);
  return json != nullptr && base::contains(base::dump_json(json->value), base::dump_json(text));
}

// What to do about a refused second factor depends on which one it was; a person who said no has
// typed nothing.
std::string hint_of_factor(const std::optional<base::SecretRef>& factor) {
  return factor ? std::string(model::account_secret(*factor).when_refused)
                : "Ask whoever got the request to approve it, or give the test user TOTP.";
}

// One walk through the provider's pages.
class SignIn {
 public:
  explicit SignIn(Login& login) : login_(login), facts_(facts_of(login)), adapter_(login.adapter) {
    for (const SecretRow& row : kSecrets) memory_.*row.sent = login.browser.was_sent(row.secret);
    if (login.to_idp) hosts_.insert(web::host_and_port(login.to_idp->request.url));
  }

  LegResult run() {
    for (int step = 0; step < kMaxPages; ++step)
      if (auto outcome = one_page()) return std::move(*outcome);
    return failed(login_, model::make_finding(Code::StepBudget, "the identity provider showed " +
                                                                    std::to_string(kMaxPages) +
                                                                    " pages: " + trail_));
  }

 private:
  std::optional<LegResult> one_page() {
    const Arrived& arrived = *login_.idp_page;
    if (is_login_host(login_, arrived.page.url)) return failed(login_, sent_back(arrived));
    const idp::PageView page(arrived.page);
    remember_document(page);
    const auto recognised = recognise(page);
    if (auto stopped = refuse_step(arrived.page); stopped && !recognised)
      return failed(login_, at(browser_refuses(login_, *stopped), arrived));
    if (!recognised) return unknown_page(arrived, page);
    note(*recognised);
    keep_page(*recognised, page, arrived.exchange);
    idp::Action action = recognised->act(page, facts_, memory_);
    weigh(*recognised, action);
    if (auto refused = refuse_before_a_secret(login_, *recognised, action, page))
      return failed(login_, at(*std::move(refused), arrived));
    const bool waits = std::holds_alternative<idp::Wait>(action);
    if (!waits && ++seen_[page_key(arrived.page, recognised->state)] >= kSamePage)
      return failed(login_, no_progress(arrived, *recognised));
    return std::visit(
        base::overload{
            [&](idp::Send& send) {
              for (idp::Note& kept : send.notes) memory_.notes.push_back(std::move(kept));
              if (send.warning) add(login_, at(*std::move(send.warning), arrived));
              return go(std::move(send.request));
            },
            [&](idp::Wait& wait) { return pause(wait, arrived); },
            [&](idp::Handoff&) {
              adapter_ = nullptr;
              return std::optional<LegResult>();
            },
            [&](idp::Answer& answer) {
              if (auto refused = refuse_hand_over(login_, arrived.page, "SAMLResponse"))
                return std::optional(failed(login_, at(*std::move(refused), arrived)));
              if (is_for_a_provider(answer.post, arrived.page)) return pass_on(answer);
              login_.to_acs = SamlPost{std::move(answer.post), arrived.exchange};
              return std::optional(passed(trail_));
            },
            [&](idp::Stop& stop) {
              return std::optional(failed(login_, at(ending(std::move(stop), page), arrived)));
            },
        },
        action);
  }

  void keep_page(const idp::Recognised& recognised, const idp::PageView& page,
                 std::size_t exchange) {
    const idp::Adapter* adapter = recognised.adapter;
    login_.result.pages.push_back(
        {.exchange = exchange,
         .adapter = adapter == nullptr ? "" : std::string(adapter->id),
         .state = std::string(recognised.state),
         .fingerprint = web::structure_fingerprint(page.whole, page.forms)});
  }

  // The named adapter, and, where the login went on to another provider, that one's.
  std::optional<idp::Recognised> recognise(const idp::PageView& page) {
    const auto found = idp::recognise(page, adapter_);
    const bool sure = found && found->certainty == idp::Certainty::Sure;
    if (sure || adapter_ == nullptr) return found;
    const auto other = idp::recognise(page, nullptr);
    const bool elsewhere = web::host_and_port(page.url) != first_host_;
    const bool named = other && other->adapter != nullptr && other->adapter->id != "generic-form";
    return elsewhere || named ? other : found;
  }

  // A provider that let another one sign the user in gets that one's SAMLResponse. It went through
  // this login before, and the message is not the one for Twilio.
  [[nodiscard]] bool is_for_a_provider(const web::Request& post, const web::Page& page) const {
    const std::string host = web::host_and_port(post.url);
    const auto acs = web::parse_url(expected_values(login_).acs_url);
    const bool for_twilio = acs && web::same_origin(*acs, post.url);
    return !for_twilio && host != web::host_and_port(page.url) && hosts_.contains(host);
  }

  std::optional<LegResult> pass_on(idp::Answer& answer) {
    trail_ += " → back to " + web::host_and_port(answer.post.url);
    return go(std::move(answer.post));
  }

  // A JSON answer leaves the window as it is.
  void remember_document(const idp::PageView& page) {
    if (!page.document.empty()) document_view_.reset();
    memory_.document = document_view_ ? &*document_view_ : nullptr;
    if (!page.document.empty()) memory_.document = &page;
  }

  // What a page tells of the secrets before it. A hop that every provider could have tells
  // nothing; a step of a provider that does not ask again tells that it goes on.
  void weigh(const idp::Recognised& recognised, const idp::Action& action) {
    if (!login_.secrets.any_in_flight() && !std::holds_alternative<idp::Stop>(action)) return;
    const bool goes_on = recognised.adapter != nullptr;
    std::visit(base::overload{
                   [&](const idp::Send& send) {
                     if (goes_on && !repeats_a_secret(send.request)) login_.secrets.accept_all();
                   },
                   [&](const idp::Wait&) { login_.secrets.accept_all(); },
                   [](const idp::Handoff&) {},
                   [&](const idp::Answer&) { login_.secrets.accept_all(); },
                   [&](const idp::Stop& stop) {
                     answered_factor_ = login_.secrets.in_flight(base::SecretRef::OneTimeCode)
                                            ? std::optional(base::SecretRef::OneTimeCode)
                                        : login_.secrets.in_flight(base::SecretRef::SecurityAnswer)
                                            ? std::optional(base::SecretRef::SecurityAnswer)
                                            : std::nullopt;
                     login_.secrets.hear(stop.says, stop.finding.code);
                   },
               },
               action);
  }

  [[nodiscard]] bool repeats_a_secret(const web::Request& request) const {
    const auto secrets = web::secrets_in(request);
    return std::ranges::any_of(
        secrets, [&](base::SecretRef secret) { return login_.secrets.in_flight(secret); });
  }

  // Nobody knows the page; but a form that asks for the same secret again is an answer to it.
  std::optional<LegResult> unknown_page(const Arrived& arrived, const idp::PageView& page) {
    idp::Stop stop = idp::judge_unknown_page(page, memory_);
    login_.secrets.hear(stop.says, stop.finding.code);
    if (const auto asked = idp::asks_for(page); asked && login_.secrets.in_flight(*asked))
      login_.secrets.refuse(*asked, stop.finding.code);
    return failed(login_, at(std::move(stop.finding), arrived));
  }

  // Only who knows what was sent can say what was refused.
  // A second login that asks for what the first has sent: its session does not hold, or every login
  // must sign in. What was sent is not sent again.
  [[nodiscard]] Finding ending(idp::Stop stop, const idp::PageView& page) const {
    const auto asked = idp::asks_for(page);
    if (!asked || !login_.secrets.is_of_an_earlier_login(*asked))
      return factor_hint(std::move(stop));
    return model::make_finding(
        Code::SecretWouldRepeat,
        web::host_and_port(page.url) + " asks for the " + std::string(base::secret_name(*asked)) +
            " again in the second login of this run, although the first one was let in");
  }

  [[nodiscard]] Finding factor_hint(idp::Stop stop) const {
    if (stop.finding.code != Code::MfaRejected || !stop.finding.hint.empty()) return stop.finding;
    stop.finding.hint = hint_of_factor(answered_factor_);
    return stop.finding;
  }

  // By which binding Twilio is being answered, other than by a form; "" when it isn't.
  [[nodiscard]] std::string_view answer_in_query(const web::Request& next) const {
    const auto acs = web::parse_url(expected_values(login_).acs_url);
    const bool for_twilio =
        is_login_host(login_, next.url) || (acs && web::same_origin(*acs, next.url));
    const std::string query = next.url.query.value_or("");
    if (!for_twilio) return "";
    if (web::query_value(query, "SAMLResponse")) return "HTTP-Redirect";
    return web::query_value(query, "SAMLart") ? "HTTP-Artifact" : "";
  }

  std::optional<LegResult> wrong_binding(const Held& held) {
    Finding finding =
        saml::wrong_binding(answer_in_query(held.request), *expected_values(login_).labels);
    finding.exchange = held.exchange;
    login_.secrets.accept_all();  // the provider signed the user in
    return failed(login_, std::move(finding));
  }

  // The adapters are told before the answer is there; what the browser held back was not sent.
  void mark_sent(const web::Request& request) {
    for (const SecretRow& row : kSecrets) memory_.*row.sent |= login_.browser.was_sent(row.secret);
    for (const base::SecretRef secret : web::secrets_in(request))
      if (login_.browser.was_sent(secret)) login_.secrets.sent(secret);
    memory_.username_sent |= sends_text(request, facts_.username);
  }

  std::optional<LegResult> go(web::Request request) {
    const web::Request sent = request;
    auto followed =
        follow(login_.browser, std::move(request), Steps::Redirects,
               [&](const web::Request& next) { return !answer_in_query(next).empty(); });
    mark_sent(sent);
    if (auto* finding = std::get_if<Finding>(&followed)) return failed(login_, std::move(*finding));
    if (auto* held = std::get_if<Held>(&followed)) return wrong_binding(*held);
    if (!login_.idp_page->page.document.empty()) keep_document();
    login_.idp_page = std::move(std::get<Arrived>(followed));
    hosts_.insert(web::host_and_port(login_.idp_page->page.url));
    return std::nullopt;
  }

  void keep_document() {
    document_view_.reset();
    document_ = std::move(login_.idp_page->page);
    document_view_.emplace(*document_);
  }

  std::optional<LegResult> pause(idp::Wait& wait, const Arrived& arrived) {
    base::Clock& clock = login_.services.clock;
    if (!waiting_since_) waiting_since_ = clock.steady();
    if (clock.steady() + wait.pause - *waiting_since_ > kLongestWait)
      return failed(login_, at(model::make_finding(
                                   Code::MfaTimeout,
                                   web::host_and_port(arrived.page.url) +
                                       " still waits for an approval after a minute: " + trail_),
                               arrived));
    if (!wait.show.empty() && memory_.waits == 0 && login_.services.progress)
      login_.services.progress(StepNote{login_.spec.name, wait.show});
    ++memory_.waits;
    if (clock.sleep_until(clock.steady() + wait.pause, login_.stop))
      return go(std::move(wait.then));
    return failed(login_, model::make_finding(Code::TimeBudget, "the check was stopped"));
  }

  // "entra: sign-in → redirecting → adfs: login"
  void note(const idp::Recognised& recognised) {
    if (recognised.adapter == nullptr && recognised.state == "saml-response") return;
    const std::string state(recognised.state);
    if (trail_.ends_with(state) && memory_.waits > 0) return;
    if (!trail_.empty()) trail_ += " → ";
    if (recognised.adapter != nullptr && recognised.adapter->id != named_) {
      named_ = recognised.adapter->id;
      if (login_.result.idp_adapter.empty()) login_.result.idp_adapter = named_;
      trail_ += named_ + ": ";
    }
    trail_ += state;
  }

  // One address may ask for several secrets in turn, each of which is sent once.
  [[nodiscard]] std::string page_key(const web::Page& page, std::string_view state) const {
    const int sent = int{memory_.password_sent} + int{memory_.one_time_code_sent} +
                     int{memory_.security_answer_sent};
    return web::host_and_port(page.url) + page.url.path + ' ' + std::string(state) + ' ' +
           std::to_string(sent);
  }

  static Finding at(Finding finding, const Arrived& arrived) {
    if (!finding.exchange) finding.exchange = arrived.exchange;
    return finding;
  }

  static Finding no_progress(const Arrived& arrived, const idp::Recognised& recognised) {
    return at(model::make_finding(Code::NoProgress,
                                  web::host_and_port(arrived.page.url) + " showed \"" +
                                      std::string(recognised.state) + "\" again and again"),
              arrived);
  }

  static Finding sent_back(const Arrived& arrived) {
    return at(model::make_mismatch(Code::IdpError,
                                   "the identity provider sent the browser back to Twilio",
                                   "no SAMLResponse", "a form with a SAMLResponse"),
              arrived);
  }

  Login& login_;
  idp::LoginFacts facts_;
  idp::Memory memory_;
  const idp::Adapter* adapter_;
  std::string first_host_ = web::host_and_port(login_.idp_page->page.url);
  std::set<std::string> hosts_ = {first_host_};  // at which the sign-in was
  std::optional<web::Page> document_;  // the last one in the window, once an answer follows it
  std::optional<idp::PageView> document_view_;  // of it, while it is still there
  std::optional<base::SteadyTime> waiting_since_;
  std::map<std::string, int> seen_;
  std::string named_;  // the adapter that was named last in the trail
  std::string trail_;
  std::optional<base::SecretRef> answered_factor_;  // that the last page was the answer to
};

// With a terminal a name that is missing is asked for, now that its page is there.
void ask_for_user_name(Login& login) {
  const std::string& name = login.spec.idp.username;
  if (!name.empty() || !login.services.ask_user_name || is_external(login)) return;
  login.services.ask_user_name(web::host_and_port(login.idp_page->page.url));
  hide_user_name(login);
}

}  // namespace

LegResult sign_in_leg(Login& login) {
  if (login.landing) return passed("not needed: a session was there already");
  login.to_acs.reset();
  if (is_external(login))
    if (auto finding = sign_in_externally(login)) return failed(login, *std::move(finding));
  ask_for_user_name(login);
  LegResult outcome = SignIn(login).run();
  if (login.secrets.any_in_flight()) login.secrets.leave_unanswered(login.findings.back().code);
  return outcome;
}

}  // namespace flexverify::flows
