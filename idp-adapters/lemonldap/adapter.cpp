// LemonLDAP::NG: the portal's pages. Its messages carry their number in an attribute (trmsg).
#include <algorithm>
#include <array>
#include <charconv>

#include "idp-adapters/adapter_list.h"
#include "idp-adapters/lemonldap/labels.h"
#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"
#include "idp-adapters/shared/refusal.h"
#include "idp-adapters/shared/vendor_messages.h"
#include "verifier/base/text.h"
#include "verifier/web/select.h"

namespace flexverify::idp {
namespace {

using model::Code;

enum class State {
  None,
  Login,
  LoginMessage,
  CodeForm,
  CodeRefused,
  Choice,
  Confirm,
  Notification,
  NewPassword,
  Error,
};

bool owns(const web::Url& url) { return base::contains(url.path, "/saml/singleSignOn"); }

bool may_be_ours(const PageView& page) {
  return base::contains(page.body, "trspan=") || base::contains(page.body, "trmsg=") ||
         base::contains(page.body, "llng") || base::contains(page.body, "id=\"lform\"");
}

// The number of the message that the portal shows, 0 when it shows none.
int message(const PageView& page) {
  for (const web::Element* element : web::elements(page.document, "")) {
    const std::string* text = element->attribute("trmsg");
    if (text == nullptr) continue;
    int number = 0;
    std::from_chars(text->data(), text->data() + text->size(), number);
    return number;
  }
  return 0;
}

// PE_FIRSTACCESS, PE_OK and the like stand on the first page.
bool is_harmless(int number) { return number == 0 || number == 9; }

State state_of(const PageView& page) {
  if (page.document.empty() || !may_be_ours(page)) return State::None;
  const auto& forms = page.forms;
  if (form_with(forms, "newpassword") != nullptr) return State::NewPassword;
  const web::Form* code = form_with(forms, "code");
  if (code != nullptr && base::contains(code->action.path, "2fcheck"))
    return is_harmless(message(page)) ? State::CodeForm : State::CodeRefused;
  if (form_with(forms, "sf") != nullptr) return State::Choice;
  const bool login = form_with(forms, "password") != nullptr &&
                     (form_with_id(page, "lform") || has_id(page, "userfield"));
  if (login) return is_harmless(message(page)) ? State::Login : State::LoginMessage;
  if (base::contains(page.body, "reference1x")) return State::Notification;
  if (form_with(forms, "confirm") != nullptr) return State::Confirm;
  return is_harmless(message(page)) ? State::None : State::Error;
}

PageState classify(const PageView& page) { return state_of(page); }

Action enter(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  auto form = form_having(page, "password");
  if (!form) return stop(Code::PageNotRecognised, place_of(page));
  return sign_in(page, {SignInKind::Login, *form, "user", "password", ""}, facts, memory);
}

// The portal's constants (PE_…).
constexpr auto kMessages = std::to_array<VendorMessage>({
    {"1", Code::SessionLost, "the session has expired"},
    {"2", Code::CredentialsRejected, "a form field was empty"},
    {"4", Code::UnknownUser, "the user is not known"},
    {"5", Code::CredentialsRejected, "the user name or the password is wrong"},
    {"21", Code::AccountLocked, "the account is locked"},
    {"22", Code::PasswordExpired, "the password has expired"},
    {"24", Code::IdpError, "the directory answered with an error"},
    {"25", Code::PasswordExpired, "the password must be changed"},
    {"41", Code::PolicyDenied, "the session may not be opened now"},
    {"51", Code::SessionLost, "the portal found no session for this SAML login"},
    {"52", Code::IdpAppNotFound, "no service provider with this Entity ID is registered"},
    {"53", Code::IdpError, "the request names another destination",
     "Compare the Single Sign-On URL in the Flex Console with the portal's."},
    {"57", Code::IdpError, "the request's signature is missing or wrong",
     "Let the service provider's entry accept requests that are not signed."},
    {"76", Code::BotProtection, "a captcha is wanted"},
    {"81", Code::SessionLost, "the form carries no token"},
    {"82", Code::SessionLost, "the form's token has expired"},
    {"84", Code::UserNotAssigned, "the user may not use this service"},
    {"86", Code::AccountLocked, "too many failures, wait"},
    {"89", Code::UserNotAssigned, "the user may not use this SAML service"},
    {"96", Code::MfaRejected, "the second factor was refused"},
    {"107", Code::IdpAppNotFound, "this application is not known"},
});

Action report_message(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  const std::string number = std::to_string(message(page));
  const std::string shown = place_of(page) + " shows message " + number;
  if (const VendorMessage* known = message_in(kMessages, KeyIs::Whole, number))
    return stop_for(*known, shown + ": " + std::string(known->meaning));
  if (state_of(page) == State::LoginMessage) {
    if (!memory.password_sent) return enter(page, facts, memory);
    return unknown_refusal("", asks_again(page), shown + " after the password");
  }
  return stop(Code::IdpError, shown);
}

Action one_time_code(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  auto form = form_having(page, "code");
  if (!form) return stop(Code::PageNotRecognised, place_of(page));
  return sign_in(page, {SignInKind::Code, *form, "", "", "code"}, facts, memory);
}

Action report_code(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::MfaRejected, place_of(page) + " refused the one-time code (message " +
                                     std::to_string(message(page)) + ")");
}

// A button for each factor, with its kind as value.
Action choose(const PageView& page, const LoginFacts& facts, const Memory&) {
  auto form = form_having(page, "sf");
  if (!form) return stop(Code::PageNotRecognised, place_of(page));
  for (const web::Control& control : form->controls)
    if (control.name == "sf" && control.value == "totp" && facts.has_one_time_code)
      return send_form(page, *form, &control, {});
  std::string offered;
  for (const web::Control& control : form->controls)
    if (control.name == "sf") offered += (offered.empty() ? "" : ", ") + control.value;
  return needs_factor(page, offered);
}

// "You are about to go to …": nothing is asked of the user but a click.
Action confirm(const PageView& page, const LoginFacts&, const Memory&) {
  auto form = form_having(page, "confirm");
  if (!form) return stop(Code::PageNotRecognised, place_of(page));
  return send_form(page, *form, forward_button(*form), {});
}

Action notification(const PageView& page, const LoginFacts& facts, const Memory&) {
  auto form = form_having(page, "reference1x1");
  if (!facts.accept_terms || !form)
    return stop(Code::TermsRequired, place_of(page) +
                                         " shows a notification that the user must "
                                         "accept; use --accept-terms");
  web::Values values;
  for (const web::Control& control : form->controls)
    if (control.kind == web::ControlKind::Checkbox) values.push_back({control.name, control.value});
  return send_form(page, *form, forward_button(*form), values);
}

Action report_new_password(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::PasswordExpired, place_of(page) + " asks for a new password; nothing was sent");
}

constexpr auto kHandlers = std::to_array<Handler>({
    {State::Login, "login", enter},
    {State::LoginMessage, "login-message", report_message},
    {State::CodeForm, "one-time-code", one_time_code},
    {State::CodeRefused, "code-refused", report_code},
    {State::Choice, "factor-choice", choose},
    {State::Confirm, "confirm", confirm},
    {State::Notification, "notification", notification},
    {State::NewPassword, "new-password", report_new_password},
    {State::Error, "error", report_message},
});

}  // namespace

constinit const Adapter kLemonLdap = {.id = "lemonldap",
                                      .title = "LemonLDAP::NG",
                                      .owns = owns,
                                      .labels = lemonldap::kLabels,
                                      .classify = classify,
                                      .handlers = kHandlers};

}  // namespace flexverify::idp
