// PingFederate's form templates, and PingID's and PingOne MFA's pages behind them.
#include <algorithm>
#include <array>

#include "idp-adapters/adapter_list.h"
#include "idp-adapters/pingfederate/labels.h"
#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"
#include "verifier/base/text.h"
#include "verifier/web/select.h"

namespace flexverify::idp {
namespace {

using model::Code;

enum class State {
  None,
  Login,
  LoginRefused,
  UserName,
  PasswordExpiring,
  ChangePassword,
  BrowserProbe,
  DeviceChoice,
  CodeForm,
  CodeRefused,
  Swipe,
  PushWaiting,
  PushApproved,
  PushFailed,
  SecurityKey,
  Enrolment,
  Consent,
  SignOnError,
  ScriptLogin,
};

bool owns(const web::Url& url) {
  return is_below(url, {"pingone.com", "pingone.eu", "pingone.ca", "pingone.asia",
                        "pingidentity.com"}) ||
         base::contains(url.path, "/idp/SSO.saml2") || base::contains(url.path, "/startSSO.ping") ||
         base::contains(url.path, "/resumeSAML20/") || base::contains(url.path, "/pingid/ppm/");
}

bool may_be_ours(const PageView& page) {
  constexpr std::array<std::string_view, 6> kMarks = {"pf.username", "pf.pass", "pf.ok",
                                                      "pingid/ppm",  "ping-",   "template name:"};
  return owns(page.url) || std::any_of(kMarks.begin(), kMarks.end(), [&](std::string_view mark) {
           return base::contains(page.body, mark);
         });
}

bool has_template(const PageView& page, std::string_view name) {
  return base::contains(page.body, "template name: " + std::string(name)) ||
         base::contains(page.body, std::string(name) + ".template.html");
}

std::string error_text(const PageView& page) {
  for (const web::Element* element : web::elements(page.document, "")) {
    const bool marked = web::has_class(*element, "ping-error") ||
                        web::has_class(*element, "ping-messages-error") ||
                        web::has_class(*element, "error-message");
    if (!marked || !web::is_visible(*element)) continue;
    if (std::string text = web::text_of(*element); !base::trim(text).empty()) return text;
  }
  return "";
}

bool has(const std::vector<web::Form>& forms, std::string_view name) {
  return form_with(forms, name) != nullptr;
}

// PingID's own form; a page of another provider may have a field called otp as well.
bool is_ping_id(const web::Form* form) {
  return form != nullptr && (base::contains(form->action.path, "/pingid/") ||
                             base::contains(form->action.path, "/ppm/") ||
                             web::find_control(*form, "csrfToken") != nullptr);
}

State ping_id_state(const PageView& page, const std::vector<web::Form>& forms) {
  if (is_ping_id(form_with(forms, "otp")))
    return error_text(page).empty() ? State::CodeForm : State::CodeRefused;
  if (has(forms, "isWebAuthnSupportedByBrowser")) return State::BrowserProbe;
  if (is_ping_id(form_with(forms, "deviceId"))) return State::DeviceChoice;
  const bool poll = form_with_id(page, "form1") && base::contains(page.body, "/ppm/auth/status");
  if (poll) return State::Swipe;
  if (has_template(page, "pingone-mfa-assertion-required")) return State::SecurityKey;
  if (has_template(page, "pingone-mfa-setup")) return State::Enrolment;
  if (has_template(page, "pingone-mfa-push-confirmation-waiting")) return State::Swipe;
  return State::None;
}

// What the script of the swipe page gets when it asks.
State poll_state(const PageView& page) {
  if (!path_has(page, "/ppm/auth/status")) return State::None;
  const std::string status = page.json->text("status");
  if (status == "ASYNC_AUTH_WAIT") return State::PushWaiting;
  if (status == "OK") return State::PushApproved;
  return status.empty() ? State::None : State::PushFailed;
}

State state_of(const PageView& page) {
  if (page.json) return poll_state(page);
  if (page.document.empty() || !may_be_ours(page)) return State::None;
  const auto& forms = page.forms;
  if (has(forms, "pf.newPass1")) return State::ChangePassword;
  if (has(forms, "pf.pass")) return error_text(page).empty() ? State::Login : State::LoginRefused;
  if (has(forms, "pf.passwordExpiring") || has_template(page, "html.form.password.expiring"))
    return State::PasswordExpiring;
  if (has(forms, "clear.previous.selected.subject") || (has(forms, "subject") && owns(page.url)))
    return State::UserName;
  if (const State state = ping_id_state(page, forms); state != State::None) return state;
  if (has_template(page, "consent-form")) return State::Consent;
  const bool error = has_template(page, "idp.sso.error.page") ||
                     has_template(page, "general.error.page") ||
                     has_template(page, "state.not.found");
  if (error) return State::SignOnError;
  const bool shell = is_below(page.url, {"auth.pingone.com", "auth.pingone.eu"}) && forms.empty();
  return shell ? State::ScriptLogin : State::None;
}

PageState classify(const PageView& page) { return state_of(page); }

// The button is a script that sets pf.ok before it submits.
void press_ok(Action& action) {
  auto* send = std::get_if<Send>(&action);
  auto* body = send == nullptr ? nullptr : std::get_if<web::FormBody>(&send->request.body);
  if (body == nullptr) return;
  for (web::FormEntry& entry : body->entries)
    if (entry.name == "pf.ok") entry.value = std::string("clicked");
}

Action enter(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  auto form = form_having(page, "pf.pass");
  if (!form) return stop(Code::PageNotRecognised, place_of(page));
  const bool user = web::find_control(*form, "pf.username") != nullptr;
  Action action = sign_in(page,
                          {user ? SignInKind::Login : SignInKind::PasswordOnly, *form,
                           user ? "pf.username" : "", "pf.pass", ""},
                          facts, memory);
  press_ok(action);
  return action;
}

Action user_name(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  auto form = form_having(page, "subject");
  if (!form) return stop(Code::PageNotRecognised, place_of(page));
  return sign_in(page, {SignInKind::Identifier, *form, "subject", "", ""}, facts, memory);
}

Action report_refusal(const PageView& page, const LoginFacts&, const Memory& memory) {
  const std::string said = quoted(error_text(page));
  if (!memory.password_sent)
    return stop(Code::SessionLost, place_of(page) + " shows an error at once: " + said);
  return stop(Code::CredentialsRejected, place_of(page) + " says: " + said);
}

Action go_on(const PageView& page, const LoginFacts&, const Memory&) {
  const auto& forms = page.forms;
  if (forms.empty()) return stop(Code::PageNotRecognised, place_of(page));
  Action action = send_form(page, forms.front(), nullptr, {{"pf.cancel", std::string("clicked")}});
  if (auto* send = std::get_if<Send>(&action))
    send->warning = model::make_finding(Code::PasswordExpiring,
                                        place_of(page) + " says that the password expires soon");
  return action;
}

Action report_new_password(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::PasswordExpired, place_of(page) + " asks for a new password; nothing was sent");
}

Action answer_probe(const PageView& page, const LoginFacts&, const Memory&) {
  auto form = form_having(page, "isWebAuthnSupportedByBrowser");
  if (!form) return stop(Code::PageNotRecognised, place_of(page));
  return send_form(page, *form, nullptr, {{"isWebAuthnSupportedByBrowser", std::string("false")}});
}

// The device that is chosen already; which of them gives codes, the page does not tell.
Action choose_device(const PageView& page, const LoginFacts& facts, const Memory&) {
  auto form = form_having(page, "deviceId");
  if (!form || !(facts.has_one_time_code || facts.allow_push))
    return needs_factor(page, "the devices of PingID");
  return send_form(page, *form, forward_button(*form), {});
}

Action one_time_code(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  auto form = form_having(page, "otp");
  if (!form) return stop(Code::PageNotRecognised, place_of(page));
  return sign_in(page, {SignInKind::Code, *form, "", "", "otp"}, facts, memory);
}

Action report_code(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  if (!memory.one_time_code_sent) return one_time_code(page, facts, memory);
  return stop(Code::MfaRejected,
              place_of(page) + " refused the one-time code: " + quoted(error_text(page)));
}

std::string number_to_match(const PageView& page) {
  for (const web::Element* element : web::elements(page.document, "div"))
    if (web::has_class(*element, "numbermatching"))
      return base::printable(base::trim(web::text_of(*element)), 10);
  return "";
}

// The swipe page posts its first form by script until the answer changes; the page of PingOne MFA
// loads itself again.
Wait poll(const PageView& page) {
  constexpr base::Millis kPause{3'000};
  const auto form = form_with_id(page, "form1");
  auto request = form ? web::submit(*form, nullptr, {}, page.url) : std::nullopt;
  const std::string number = number_to_match(page);
  const std::string show =
      "Approve the sign-in in PingID" + (number.empty() ? "" : "; the number is " + number);
  if (!request) return {kPause, web::get(page.url), show};
  request->mode = web::Mode::FetchSameOrigin;
  return {kPause, *std::move(request), show};
}

Action swipe(const PageView& page, const LoginFacts& facts, const Memory&) {
  if (!facts.allow_push) return needs_factor(page, "PingID on the phone (swipe)");
  return poll(page);
}

Action wait_for_push(const PageView& page, const LoginFacts&, const Memory& memory) {
  if (memory.document == nullptr) return stop(Code::PageNotRecognised, place_of(page));
  return poll(*memory.document);
}

// The page's second form (its id is spelt so) takes the status back to PingFederate.
Action use_push(const PageView& page, const LoginFacts&, const Memory& memory) {
  if (memory.document == nullptr) return stop(Code::PageNotRecognised, place_of(page));
  const PageView& window = *memory.document;
  const auto form = form_with_id(window, "reponseView");
  if (!form) return stop(Code::PageNotRecognised, place_of(window));
  return send_form(window, *form, nullptr, {{"status", page.json->text("status")}});
}

Action report_push(const PageView& page, const LoginFacts&, const Memory&) {
  const std::string status = page.json->text("status");
  const Code code = base::contains(status, "TIMEOUT") ? Code::MfaTimeout : Code::MfaRejected;
  return stop(code, place_of(page) + ": the approval ended with " + base::printable(status, 40));
}

Action report_key(const PageView& page, const LoginFacts&, const Memory&) {
  return needs_browser(page, "wants a security key");
}

Action report_enrolment(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::MfaEnrolmentRequired,
              place_of(page) + " wants the user to pair a device first");
}

Action consent(const PageView& page, const LoginFacts& facts, const Memory&) {
  const auto& forms = page.forms;
  if (facts.accept_consent && !forms.empty())
    return send_form(page, forms.front(), forward_button(forms.front()), {});
  return stop(Code::ConsentRequired, place_of(page) +
                                         " asks for consent; nothing was answered. "
                                         "Use --accept-consent, or approve it once");
}

Action report_error(const PageView& page, const LoginFacts&, const Memory&) {
  const std::string text = quoted(web::body_text(page.document));
  if (has_template(page, "state.not.found"))
    return stop(Code::SessionLost, place_of(page) + " lost the login: " + text);
  return stop(Code::IdpError,
              place_of(page) + " shows its sign-on error page: " + text +
                  ". The server log has the reference: user not permitted, partner unknown, or an "
                  "adapter that failed");
}

Action report_script(const PageView& page, const LoginFacts&, const Memory&) {
  return needs_browser(page, "is PingOne's sign-in by script");
}

constexpr auto kHandlers = std::to_array<Handler>({
    {State::Login, "login", enter},
    {State::LoginRefused, "login-refused", report_refusal},
    {State::UserName, "user-name", user_name},
    {State::PasswordExpiring, "password-expiring", go_on},
    {State::ChangePassword, "change-password", report_new_password},
    {State::BrowserProbe, "browser-probe", answer_probe},
    {State::DeviceChoice, "device-choice", choose_device},
    {State::CodeForm, "one-time-code", one_time_code},
    {State::CodeRefused, "code-refused", report_code},
    {State::Swipe, "swipe", swipe},
    {State::PushWaiting, "push-waiting", wait_for_push},
    {State::PushApproved, "push-approved", use_push},
    {State::PushFailed, "push-failed", report_push},
    {State::SecurityKey, "security-key", report_key},
    {State::Enrolment, "enrolment", report_enrolment},
    {State::Consent, "consent", consent},
    {State::SignOnError, "error", report_error},
    {State::ScriptLogin, "script-login", report_script},
});

}  // namespace

constinit const Adapter kPingFederate = {.id = "pingfederate",
                                         .title = "PingFederate and PingID",
                                         .owns = owns,
                                         .labels = pingfederate::kLabels,
                                         .classify = classify,
                                         .handlers = kHandlers};

}  // namespace flexverify::idp
