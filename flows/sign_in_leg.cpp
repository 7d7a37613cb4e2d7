// The sign-in leg: the only loop. It holds every guard once; what a page means is the adapters'.
#include <algorithm>
#include <map>
#include <set>

#include "flows/before_a_secret.h"
#include "flows/browser_rules.h"
#include "flows/browser_sign_in.h"
#include "flows/connect_ahead.h"
#include "flows/external_sign_in.h"
#include "flows/legs.h"
#include "flows/page_rules.h"
#include "flows/provider_pages.h"
#include "verifier/base/overload.h"
#include "verifier/base/text.h"
#include "verifier/web/query.h"

namespace flexverify::flows {
namespace {

using model::Code;
using model::Finding;

constexpr int kMaxPages = 25;
constexpr int kSamePage = 3;
constexpr base::Millis kLongestWait{60'000};  // for a person or a poll, in the whole login

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
class SignIn {
 public:
  explicit SignIn(Login& login) : login_(login), pages_(login) {
    if (login.to_idp) hosts_.insert(web::host_and_port(login.to_idp->request.url));
  }

  LegResult run() {
    for (int step = 0; step < kMaxPages; ++step)
      if (auto outcome = one_page()) return std::move(*outcome);
    return failed(login_, model::make_finding(Code::StepBudget, "the identity provider showed " +
                                                                    std::to_string(kMaxPages) +
                                                                    " pages: " + pages_.trail()));
  }

 private:
  std::optional<LegResult> one_page() {
    const Arrived& arrived = *login_.idp_page;
    if (is_login_host(login_, arrived.page.url))
      return failed(login_, at(sent_back_to_twilio(), arrived));
    const idp::PageView page(arrived.page);
    remember_document(page);
    const auto recognised = pages_.recognise(page);
    if (auto stopped = refuse_step(arrived.page); stopped && !recognised)
      return failed(login_, at(browser_refuses(login_, *stopped), arrived));
    if (!recognised) return stop_with(pages_.unknown(page), arrived);
    pages_.note(*recognised);
    login_.result.pages.push_back(page_fact(&*recognised, page, arrived.exchange));
    idp::Action action = recognised->act(page, pages_.facts, memory_);
    pages_.weigh(*recognised, action);
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
              connect_for_secrets(login_, send.request.url);
              return go(std::move(send.request));
            },
            [&](idp::Wait& wait) { return pause(wait, arrived); },
            [&](idp::Handoff&) {
              pages_.hand_off();
              return std::optional<LegResult>();
            },
            [&](idp::Answer& answer) {
              if (auto refused = refuse_hand_over(login_, arrived.page, "SAMLResponse"))
                return std::optional(failed(login_, at(*std::move(refused), arrived)));
              if (is_for_a_provider(answer.post, arrived.page)) return pass_on(answer);
              login_.to_acs = SamlPost{std::move(answer.post), arrived.exchange};
              return std::optional(passed(pages_.trail()));
            },
            [&](idp::Stop& stop) {
              return stop_with(pages_.ending(std::move(stop), page), arrived);
            },
        },
        action);
  }

  std::optional<LegResult> stop_with(Finding finding, const Arrived& arrived) {
    if (browser_takes_over(login_, finding)) return sign_in_by_browser(login_);
    return failed(login_, at(std::move(finding), arrived));
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
    pages_.add_to_trail(" → back to " + web::host_and_port(answer.post.url));
    return go(std::move(answer.post));
  }

  // A JSON answer leaves the window as it is.
  void remember_document(const idp::PageView& page) {
    if (!page.document.empty()) document_view_.reset();
    memory_.document = document_view_ ? &*document_view_ : nullptr;
    if (!page.document.empty()) memory_.document = &page;
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
    pages_.mark_sent_before();
    for (const base::SecretRef secret : web::secrets_in(request)) pages_.mark_sent(secret);
    memory_.username_sent |= sends_text(request, pages_.facts.username);
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
      return failed(login_,
                    at(model::make_finding(
                           Code::MfaTimeout,
                           web::host_and_port(arrived.page.url) +
                               " still waits for an approval after a minute: " + pages_.trail()),
                       arrived));
    if (!wait.show.empty() && memory_.waits == 0 && login_.services.progress)
      login_.services.progress(StepNote{login_.spec.name, wait.show});
    ++memory_.waits;
    if (clock.sleep_until(clock.steady() + wait.pause, login_.stop))
      return go(std::move(wait.then));
    return failed(login_, model::make_finding(Code::TimeBudget, "the check was stopped"));
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

  Login& login_;
  ProviderPages pages_;
  idp::Memory& memory_ = pages_.memory;
  std::set<std::string> hosts_ = {first_provider_host(login_)};  // at which the sign-in was
  std::optional<web::Page> document_;  // the last one in the window, once an answer follows it
  std::optional<idp::PageView> document_view_;  // of it, while it is still there
  std::optional<base::SteadyTime> waiting_since_;
  std::map<std::string, int> seen_;
};

// With a terminal a name that is missing is asked for, now that its page is there.
void ask_for_user_name(Login& login) {
  const std::string& name = login.spec.idp.username;
  if (!name.empty() || !login.services.ask_user_name || is_external(login)) return;
  login.services.ask_user_name(first_provider_host(login));
  hide_user_name(login);
}

}  // namespace

LegResult sign_in_leg(Login& login) {
  if (login.landing) return passed("not needed: a session was there already");
  login.to_acs.reset();
  if (is_external(login))
    if (auto finding = sign_in_externally(login)) return failed(login, *std::move(finding));
  ask_for_user_name(login);
  LegResult outcome = browser_begins(login) ? sign_in_by_browser(login) : SignIn(login).run();
  if (login.secrets.any_in_flight()) login.secrets.leave_unanswered(login.findings.back().code);
  return outcome;
}

}  // namespace flexverify::flows
