// The sign-in leg: the only loop. It holds every guard once; what a page means is the adapters'.
#include <algorithm>
#include <map>
#include <set>

#include "flows/external_sign_in.h"
#include "flows/legs.h"
#include "verifier/base/overload.h"
#include "verifier/base/text.h"

namespace flexverify::flows {
namespace {

using model::Code;
using model::Finding;

constexpr int kMaxPages = 25;
constexpr int kSamePage = 3;
constexpr base::Millis kLongestWait{60'000};  // for a person or a poll, in the whole login

idp::LoginFacts facts_of(const Login& login) {
  const auto given = [](const model::SecretSource& source) {
    return !std::holds_alternative<model::NoSource>(source);
  };
  return {.username = login.spec.idp.username,
          .has_password = given(login.spec.idp.password),
          .has_one_time_code = given(login.spec.idp.totp),
          .has_security_answer = given(login.spec.idp.security_answer),
          .allow_push = login.spec.idp.allow_push,
          .accept_consent = login.spec.idp.accept_consent,
          .accept_terms = login.spec.idp.accept_terms};
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

// One walk through the provider's pages.
class Walk {
 public:
  explicit Walk(Login& login) : login_(login), facts_(facts_of(login)), adapter_(login.adapter) {
    memory_.password_sent = login.browser.was_sent(base::SecretRef::Password);
    memory_.one_time_code_sent = login.browser.was_sent(base::SecretRef::OneTimeCode);
    memory_.security_answer_sent = login.browser.was_sent(base::SecretRef::SecurityAnswer);
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
    remember_document();
    const auto recognised = recognise(arrived.page);
    if (!recognised)
      return failed(login_, at(idp::describe_unknown_page(arrived.page, memory_), arrived));
    note(*recognised);
    idp::Action action = recognised->rule->act(arrived.page, facts_, memory_);
    const bool waits = std::holds_alternative<idp::Wait>(action);
    if (!waits && ++seen_[page_key(arrived.page, recognised->rule->state)] >= kSamePage)
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
              if (is_for_a_provider(answer.post, arrived.page)) return pass_on(answer);
              login_.to_acs = SamlPost{std::move(answer.post), arrived.exchange};
              return std::optional(passed(trail_));
            },
            [&](idp::Stop& stop) {
              return std::optional(failed(login_, at(std::move(stop.finding), arrived)));
            },
        },
        action);
  }

  // The named adapter, and, where the login went on to another provider, that one's.
  std::optional<idp::Recognised> recognise(const web::Page& page) {
    const auto found = idp::recognise(page, adapter_);
    const bool sure = found && !idp::is_last_resort(*found);
    if (sure || adapter_ == nullptr) return found;
    const auto other = idp::recognise(page, nullptr);
    const bool elsewhere = web::host_and_port(page.url) != first_host_;
    const bool named = other && other->adapter != nullptr && other->adapter->id != "generic-form";
    return elsewhere || named ? other : found;
  }

  // A provider that let another one sign the user in gets that one's SAMLResponse. It went through
  // this login before, and the message is not the one for Twilio.
  bool is_for_a_provider(const web::Request& post, const web::Page& page) const {
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
  void remember_document() {
    if (!login_.idp_page->page.document.empty()) document_ = std::nullopt;
    memory_.document = document_ ? &*document_ : nullptr;
    if (!document_ && !login_.idp_page->page.document.empty())
      memory_.document = &login_.idp_page->page;
  }

  void mark_sent(const web::Request& request) {
    for (const base::SecretRef secret : web::secrets_in(request)) {
      memory_.password_sent |= secret == base::SecretRef::Password;
      memory_.one_time_code_sent |= secret == base::SecretRef::OneTimeCode;
      memory_.security_answer_sent |= secret == base::SecretRef::SecurityAnswer;
    }
    memory_.username_sent |= sends_text(request, facts_.username);
  }

  std::optional<LegResult> go(web::Request request) {
    mark_sent(request);
    auto followed = follow(login_.browser, std::move(request), Steps::Redirects, hold_nothing);
    if (auto* finding = std::get_if<Finding>(&followed)) return failed(login_, std::move(*finding));
    if (!login_.idp_page->page.document.empty()) document_ = std::move(login_.idp_page->page);
    login_.idp_page = std::move(std::get<Arrived>(followed));
    hosts_.insert(web::host_and_port(login_.idp_page->page.url));
    return std::nullopt;
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
    if (recognised.adapter == nullptr && recognised.rule->state == "saml-response") return;
    const std::string state(recognised.rule->state);
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
  std::string page_key(const web::Page& page, std::string_view state) const {
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
                                      std::string(recognised.rule->state) + "\" again and again"),
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
  std::set<std::string> hosts_ = {first_host_};  // at which the walk was
  std::optional<web::Page> document_;  // the last one in the window, once an answer follows it
  std::optional<base::SteadyTime> waiting_since_;
  std::map<std::string, int> seen_;
  std::string named_;  // the adapter that was named last in the trail
  std::string trail_;
};

}  // namespace

LegResult sign_in_leg(Login& login) {
  if (login.landing) return passed("not needed: a session was there already");
  login.to_acs.reset();
  if (is_external(login))
    if (auto finding = sign_in_externally(login)) return failed(login, *std::move(finding));
  return Walk(login).run();
}

}  // namespace flexverify::flows
