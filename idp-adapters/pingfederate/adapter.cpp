// PingFederate's form templates, and PingID's and PingOne MFA's pages behind them.
#include <array>

#include "idp-adapters/adapter_list.h"
#include "idp-adapters/pingfederate/labels.h"
#include "idp-adapters/pingfederate/pages.h"
#include "idp-adapters/pingfederate/ping_id.h"
#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"
#include "idp-adapters/shared/refusal.h"
#include "verifier/web/select.h"

namespace flexverify::idp {
namespace {

using model::Code;
using pingfederate::State;

PageState classify(const PageView& page) { return pingfederate::state_of(page); }

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
  const std::string said = quoted(pingfederate::error_text(page));
  if (!memory.password_sent)
    return stop(Code::SessionLost, place_of(page) + " shows an error at once: " + said);
  return unknown_refusal(page, pingfederate::error_text(page));
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
  if (pingfederate::has_template(page, "state.not.found"))
    return stop(Code::SessionLost, place_of(page) + " lost the login: " + text);
  return stop(Code::IdpError,
              with_sentence(place_of(page) + " shows its sign-on error page: " + text,
                            "The server log has the reference: user not permitted, partner "
                            "unknown, or an adapter that failed"));
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
    {State::BrowserProbe, "browser-probe", pingfederate::answer_probe},
    {State::DeviceChoice, "device-choice", pingfederate::choose_device},
    {State::CodeForm, "one-time-code", pingfederate::one_time_code},
    {State::CodeRefused, "code-refused", pingfederate::report_code},
    {State::Swipe, "swipe", pingfederate::swipe},
    {State::PushWaiting, "push-waiting", pingfederate::wait_for_push},
    {State::PushApproved, "push-approved", pingfederate::use_push},
    {State::PushFailed, "push-failed", pingfederate::report_push},
    {State::SecurityKey, "security-key", pingfederate::report_key},
    {State::Enrolment, "enrolment", pingfederate::report_enrolment},
    {State::Consent, "consent", consent},
    {State::SignOnError, "error", report_error},
    {State::ScriptLogin, "script-login", report_script},
});

}  // namespace

constinit const Adapter kPingFederate = {.id = "pingfederate",
                                         .title = "PingFederate and PingID",
                                         .owns = pingfederate::owns,
                                         .labels = pingfederate::kLabels,
                                         .classify = classify,
                                         .handlers = kHandlers};

}  // namespace flexverify::idp
