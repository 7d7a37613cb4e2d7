// Keycloak and Red Hat SSO. Themes rename what they like; the form's action stays.
#include <algorithm>
#include <array>

#include "idp-adapters/adapter_list.h"
#include "idp-adapters/form_helpers.h"
#include "idp-adapters/page_marks.h"
#include "verifier/base/text.h"
#include "verifier/web/select.h"

namespace flexverify::idp {
namespace {

using model::Code;

enum class State {
  None,
  Login,
  UserName,
  Password,
  Refused,
  CodeForm,
  CodeRefused,
  RecoveryCode,
  SecurityKey,
  MethodChoice,
  Terms,
  Consent,
  UpdatePassword,
  ConfigureCode,
  RequiredAction,
  Expired,
  Error,
};

bool owns(const web::Url& url) {
  return base::contains(url.path, "/realms/") &&
         (base::contains(url.path, "/protocol/") || base::contains(url.path, "/login-actions/"));
}

bool is_ours(const web::Form& form) { return base::contains(form.action.path, "/login-actions/"); }

// Cheap, and true for all of our pages.
bool may_be_ours(const web::Page& page) {
  return owns(page.url) || base::contains(page.body, "/login-actions/") ||
         base::contains(page.body, "kc-error-message") || base::contains(page.body, "kc-oauth");
}

std::vector<web::Form> our_forms(const web::Page& page) {
  std::vector<web::Form> forms = web::forms(page);
  std::erase_if(forms, [](const web::Form& form) { return !is_ours(form); });
  return forms;
}

const web::Form* visible_form_with(const std::vector<web::Form>& forms, std::string_view name) {
  for (const web::Form& form : forms) {
    const web::Control* control = web::find_control(form, name);
    if (control != nullptr && is_usable(*control)) return &form;
  }
  return nullptr;
}

// Themes of every age mark the text by this class.
std::string feedback(const web::Page& page) {
  for (const web::Element* element : web::elements(page.document, ""))
    if (web::has_class(*element, "kc-feedback-text") && web::is_visible(*element))
      if (std::string text = web::text_of(*element); !base::trim(text).empty()) return text;
  return "";
}

bool shows_error(const web::Page& page) {
  constexpr std::array<std::string_view, 5> kIds = {"input-error", "input-error-username",
                                                    "input-error-password", "input-error-otp-code",
                                                    "input-error-recoveryCodeInput"};
  return std::any_of(kIds.begin(), kIds.end(),
                     [&](std::string_view id) { return !text_at(page, id).empty(); }) ||
         !feedback(page).empty() || !shown_errors(page).empty();
}

State code_state(const web::Page& page) {
  return shows_error(page) ? State::CodeRefused : State::CodeForm;
}

// A login form is "refused" only by an error: the first page of a flow that began anew has a
// notice as well, but no field error.
State login_state(const web::Page& page, State fresh) {
  return shows_error(page) ? State::Refused : fresh;
}

bool has_password_pair(const std::vector<web::Form>& forms) {
  return form_with(forms, "password-new") != nullptr;
}

State state_of_form(const web::Page& page) {
  const auto forms = our_forms(page);
  if (has_password_pair(forms)) return State::UpdatePassword;
  if (visible_form_with(forms, "otp") || visible_form_with(forms, "totp")) {
    const bool enrols = form_with(forms, "totpSecret") != nullptr;
    return enrols ? State::ConfigureCode : code_state(page);
  }
  if (form_with(forms, "totpSecret") != nullptr) return State::ConfigureCode;
  if (visible_form_with(forms, "recoveryCodeInput")) return State::RecoveryCode;
  const bool user = visible_form_with(forms, "username") != nullptr;
  const bool password = visible_form_with(forms, "password") != nullptr;
  if (user && password) return login_state(page, State::Login);
  if (user) return login_state(page, State::UserName);
  if (password) return login_state(page, State::Password);
  if (form_with_id(page, "kc-select-credential-form")) return State::MethodChoice;
  if (form_with_id(page, "webauth") || form_with_id(page, "kc-webauthn-login-form"))
    return State::SecurityKey;
  const web::Form* accept = form_with(forms, "accept");
  if (accept != nullptr && (has_id(page, "kc-oauth") || web::find_control(*accept, "code")))
    return State::Consent;
  if (accept != nullptr) return State::Terms;
  return forms.empty() ? State::None : State::RequiredAction;
}

State state_of(const web::Page& page) {
  if (page.document.empty() || !may_be_ours(page)) return State::None;
  if (has_id(page, "kc-error-message")) return State::Error;
  if (has_id(page, "loginRestartLink") && has_id(page, "loginContinueLink")) return State::Expired;
  if (const State state = state_of_form(page); state != State::None) return state;
  if (owns(page.url) && has_id(page, "kc-info-message")) return State::RequiredAction;
  return owns(page.url) && page.status >= 400 ? State::Error : State::None;
}

template <State state>
bool is_state(const web::Page& page) {
  return state_of(page) == state;
}

Action with(const web::Page& page, SignInForm found, const LoginFacts& facts,
            const Memory& memory) {
  const auto forms = our_forms(page);
  const std::string& name = !found.password.empty() ? found.password
                            : !found.code.empty()   ? found.code
                                                    : found.username;
  const web::Form* form = visible_form_with(forms, name);
  if (form == nullptr) return stop(Code::PageNotRecognised, place_of(page));
  found.form = *form;
  return sign_in(page, found, facts, memory);
}

Action login(const web::Page& page, const LoginFacts& facts, const Memory& memory) {
  return with(page, {SignInKind::Login, {}, "username", "password", ""}, facts, memory);
}
Action user_name(const web::Page& page, const LoginFacts& facts, const Memory& memory) {
  return with(page, {SignInKind::Identifier, {}, "username", "", ""}, facts, memory);
}
Action password(const web::Page& page, const LoginFacts& facts, const Memory& memory) {
  return with(page, {SignInKind::PasswordOnly, {}, "", "password", ""}, facts, memory);
}

Action one_time_code(const web::Page& page, const LoginFacts& facts, const Memory& memory) {
  const auto forms = our_forms(page);
  const std::string name = visible_form_with(forms, "otp") != nullptr ? "otp" : "totp";
  return with(page, {SignInKind::Code, {}, "", "", name}, facts, memory);
}

std::string said(const web::Page& page) {
  const std::string errors = shown_errors(page);
  if (!errors.empty()) return errors;
  const std::string text = feedback(page);
  return text.empty() ? "no reason" : quoted(text);
}

// The text is localised and says the same of a wrong password and of an account that brute-force
// detection has locked; it is quoted, not judged.
Action report_refusal(const web::Page& page, const LoginFacts&, const Memory& memory) {
  if (!memory.password_sent && memory.username_sent)
    return stop(Code::UnknownUser, place_of(page) + " refused the user name: " + said(page));
  if (!memory.password_sent)
    return stop(Code::SessionLost,
                place_of(page) + " begins anew before any password was sent: " + said(page));
  return stop(Code::CredentialsRejected,
              place_of(page) + " says: " + said(page) +
                  ". It may say the same of an account that was disabled or locked for a while");
}

Action report_code(const web::Page& page, const LoginFacts&, const Memory&) {
  return stop(Code::MfaRejected, place_of(page) + " refused the one-time code: " + said(page));
}

Action report_recovery(const web::Page& page, const LoginFacts&, const Memory&) {
  return needs_factor(page, "a recovery code");
}

Action try_another(const web::Page& page, const LoginFacts& facts, const Memory&) {
  auto other = form_with_id(page, "kc-select-try-another-way-form");
  if (!other || !facts.has_one_time_code)
    return needs_browser(page, "wants a security key or a passkey");
  return send_form(page, *other, nullptr, {{"tryAnotherWay", std::string("on")}});
}

// The choices stand in the script of their buttons only; the one for codes is told by its class.
Action report_choice(const web::Page& page, const LoginFacts&, const Memory&) {
  return needs_factor(page, "a choice of methods");
}

Action press_accept(const web::Page& page) {
  auto form = form_having(page, "accept");
  const web::Control* button = form ? web::find_control(*form, "accept") : nullptr;
  if (button == nullptr) return stop(Code::PageNotRecognised, place_of(page));
  return send_form(page, *form, button, {});
}

Action terms(const web::Page& page, const LoginFacts& facts, const Memory&) {
  if (facts.accept_terms) return press_accept(page);
  return stop(Code::TermsRequired, place_of(page) +
                                       " asks the user to accept terms; nothing was answered. "
                                       "Accept them once in a browser, or use --accept-terms");
}

Action consent(const web::Page& page, const LoginFacts& facts, const Memory&) {
  if (facts.accept_consent) return press_accept(page);
  return stop(Code::ConsentRequired,
              place_of(page) +
                  " asks the user for consent; nothing was answered. Switch \"Consent required\" "
                  "off in the client, or use --accept-consent");
}

Action report_update(const web::Page& page, const LoginFacts&, const Memory&) {
  return stop(Code::PasswordExpired,
              place_of(page) + " asks for a new password (required action); nothing was sent");
}

Action report_enrolment(const web::Page& page, const LoginFacts&, const Memory&) {
  return stop(Code::MfaEnrolmentRequired,
              place_of(page) + " wants the user to set up one-time codes (required action)");
}

Action report_action(const web::Page& page, const LoginFacts&, const Memory&) {
  return stop(
      Code::PolicyDenied,
      place_of(page) + " holds the user back by a required action" +
          (web::title(page.document).empty() ? "" : ": " + quoted(web::title(page.document))) +
          ". Finish it once in a browser, or take it off the user");
}

Action report_expired(const web::Page& page, const LoginFacts&, const Memory&) {
  return stop(Code::SessionLost, place_of(page) +
                                     " says that the page has expired: its login "
                                     "session ended between two pages");
}

struct Known {
  std::string_view words;  // in English; other languages end in idp-error, quoted
  Code code;
  std::string_view advice;
};
constexpr std::array<Known, 8> kErrors = {{
    {"Unknown login requester", Code::IdpAppNotFound,
     "; expected a client whose Client ID is the Entity ID of Flex"},
    {"Client not found", Code::IdpAppNotFound,
     "; expected a client whose Client ID is the Entity ID of Flex"},
    {"Login requester not enabled", Code::IdpAppNotFound, "; the client is switched off"},
    {"Invalid redirect uri", Code::IdpAcsNotRegistered,
     "; expected the ACS URL of Flex among Valid redirect URIs"},
    {"Invalid requester", Code::IdpError, "; the client's signature settings may not fit"},
    {"Cookie not found", Code::SessionLost, ""},
    {"Restart login cookie not found", Code::SessionLost, ""},
    {"Access denied", Code::UserNotAssigned, "; a step of the flow denies this user"},
}};

Action report_error(const web::Page& page, const LoginFacts&, const Memory&) {
  std::string text = text_at(page, "kc-error-message");
  if (text.empty()) text = web::body_text(page.document);
  for (const Known& known : kErrors)
    if (base::contains_ignoring_case(text, known.words))
      return stop(known.code,
                  place_of(page) + " shows the error " + quoted(text) + std::string(known.advice));
  return stop(Code::IdpError, place_of(page) + " shows the error " + quoted(text));
}

constexpr std::array<Rule, 16> kRules = {{
    {"login", is_state<State::Login>, login},
    {"user-name", is_state<State::UserName>, user_name},
    {"password", is_state<State::Password>, password},
    {"login-refused", is_state<State::Refused>, report_refusal},
    {"one-time-code", is_state<State::CodeForm>, one_time_code},
    {"code-refused", is_state<State::CodeRefused>, report_code},
    {"recovery-code", is_state<State::RecoveryCode>, report_recovery},
    {"security-key", is_state<State::SecurityKey>, try_another},
    {"method-choice", is_state<State::MethodChoice>, report_choice},
    {"terms", is_state<State::Terms>, terms},
    {"consent", is_state<State::Consent>, consent},
    {"update-password", is_state<State::UpdatePassword>, report_update},
    {"configure-code", is_state<State::ConfigureCode>, report_enrolment},
    {"required-action", is_state<State::RequiredAction>, report_action},
    {"page-expired", is_state<State::Expired>, report_expired},
    {"error", is_state<State::Error>, report_error},
}};

}  // namespace

constinit const Adapter kKeycloak = {
    .id = "keycloak", .title = "Keycloak", .owns = owns, .rules = kRules};

}  // namespace flexverify::idp
