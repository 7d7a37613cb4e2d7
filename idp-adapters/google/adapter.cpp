// Google Workspace: the sign-in without scripts, which Google gives to clients that it does not
// know. Everything else is named and left.
#include <algorithm>
#include <array>

#include "idp-adapters/adapter_list.h"
#include "idp-adapters/google/labels.h"
#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"
#include "idp-adapters/shared/vendor_messages.h"
#include "verifier/base/text.h"
#include "verifier/web/query.h"
#include "verifier/web/select.h"

namespace flexverify::idp {
namespace {

using model::Code;

enum class State {
  None,
  UserName,
  UserRefused,
  Password,
  PasswordRefused,
  Captcha,
  CodeForm,
  CodeRefused,
  Choice,
  OtherFactor,
  Push,
  Enrolment,
  ChangePassword,
  Interruption,
  Rejected,
  NotConfigured,
  ScriptLogin,
};

bool owns(const web::Url& url) {
  return web::host_name(url) == "accounts.google.com" || base::contains(url.path, "/o/saml2/idp") ||
         base::contains(url.path, "/o/saml2/initsso");
}

bool may_be_ours(const PageView& page) {
  constexpr std::array<std::string_view, 6> kMarks = {
      "accounts.google.com", "/v3/signin/", "/signin/challenge",
      "gaia_loginform",      "app_not_",    "GlifWebSignIn"};
  return owns(page.url) || path_has(page, "/signin/") || path_has(page, "/speedbump/") ||
         std::any_of(kMarks.begin(), kMarks.end(),
                     [&](std::string_view mark) { return base::contains(page.body, mark); });
}

// The path of the challenge: of the form on the page, else of the page, which may still be the one
// that was answered.
std::string challenge(const PageView& page) {
  for (const web::Form& form : page.forms)
    if (base::contains(form.action.path, "/challenge/") &&
        !base::contains(form.action.path, "/skip"))
      return form.action.path;
  return path_has(page, "/challenge/") ? page.url.path : "";
}

std::string challenge_type(const PageView& page) {
  const auto form = form_having(page, "challengeType");
  return form ? value_of(*form, "challengeType") : "";
}

const web::Form* typed_form(const PageView& page, std::string_view name) {
  for (const web::Form& form : page.forms) {
    const web::Control* control = web::find_control(form, name);
    if (control != nullptr && is_usable(*control)) return &form;
  }
  return nullptr;
}

bool has_captcha(const PageView& page) {
  constexpr std::array<std::string_view, 4> kIds = {"logincaptcha", "identifier-captcha-input",
                                                    "captchaimg", "playCaptchaButton"};
  if (typed_form(page, "ca")) return true;
  return std::any_of(kIds.begin(), kIds.end(), [&](std::string_view id) {
    const web::Element* element = web::element_by_id(page.document, id);
    return element != nullptr && web::is_visible(*element);
  });
}

std::string error_text(const PageView& page) {
  for (const std::string_view id : {"passwordError", "errorMsg", "identifierError"})
    if (std::string text = text_at(page, id); !text.empty()) return text;
  for (const web::Element* element : web::elements(page.document, ""))
    if (web::has_class(*element, "error-msg") && web::is_visible(*element))
      if (std::string text = web::text_of(*element); !base::trim(text).empty()) return text;
  return "";
}

State interruption(const PageView& page) {
  constexpr std::array<std::pair<std::string_view, State>, 8> kPaths = {{
      {"/signin/rejected", State::Rejected},
      {"/deniedsigninrejected", State::Rejected},
      {"/changepassword", State::ChangePassword},
      {"/ChangePassword", State::ChangePassword},
      {"/speedbump/", State::Interruption},
      {"/interstitials/", State::Interruption},
      {"/signin/recovery", State::Interruption},
      {"/termsofservice", State::Interruption},
  }};
  for (const auto& [part, state] : kPaths)
    if (path_has(page, part)) return state;
  return State::None;
}

// "challenge/totp/2": the word behind it says which one.
State challenge_state(const PageView& page, const std::string& path) {
  const auto is = [&](std::string_view word) {
    return base::contains(path, "/challenge/" + std::string(word));
  };
  const bool refused = !error_text(page).empty();
  if (is("totp") || challenge_type(page) == "6") {
    if (typed_form(page, "Pin") || typed_form(page, "totpPin"))
      return refused ? State::CodeRefused : State::CodeForm;
  }
  if (is("bc") && !typed_form(page, "Pin")) return State::Enrolment;
  if (is("dp") || challenge_type(page) == "39") return State::Push;
  if (is("selection") || base::contains(path, "selectchallenge")) return State::Choice;
  const bool known = is("ipp") || is("iap") || is("ipe") || is("skotp") || is("ootp") || is("bc") ||
                     is("az") || is("sk") || is("pk") || !challenge_type(page).empty();
  return known ? State::OtherFactor : State::None;
}

State state_of(const PageView& page) {
  if (page.document.empty() || !may_be_ours(page)) return State::None;
  if (const State state = interruption(page); state != State::None) return state;
  if (page.status == 403 || page.status == 400)
    if (base::contains(page.body, "app_not_") ||
        base::contains(page.body, "malformed_certificate") ||
        base::contains(page.body, "invalid_idp"))
      return State::NotConfigured;
  if (has_captcha(page)) return State::Captcha;
  const bool refused = !error_text(page).empty();
  if (typed_form(page, "Passwd")) return refused ? State::PasswordRefused : State::Password;
  if (typed_form(page, "identifier") || typed_form(page, "Email"))
    return refused ? State::UserRefused : State::UserName;
  const bool chosen = typed_form(page, "Pin") || typed_form(page, "totpPin");
  if (!chosen && (path_has(page, "selectchallenge") || path_has(page, "/challenge/selection")))
    return State::Choice;
  const std::string path = challenge(page);
  if (!path.empty() || !challenge_type(page).empty()) return challenge_state(page, path);
  const bool script = base::contains(page.body, "GlifWebSignIn") ||
                      (web::host_name(page.url) == "accounts.google.com" && page.forms.empty());
  return script ? State::ScriptLogin : State::None;
}

PageState classify(const PageView& page) { return state_of(page); }

Action user_name(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  const std::string name = typed_form(page, "identifier") ? "identifier" : "Email";
  auto form = typed_form(page, name);
  if (!form) return stop(Code::PageNotRecognised, place_of(page));
  return sign_in(page, {SignInKind::Identifier, *form, name, "", ""}, facts, memory);
}

Action password(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  auto form = typed_form(page, "Passwd");
  if (!form) return stop(Code::PageNotRecognised, place_of(page));
  return sign_in(page, {SignInKind::PasswordOnly, *form, "", "Passwd", ""}, facts, memory);
}

Action one_time_code(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  const std::string name = typed_form(page, "Pin") ? "Pin" : "totpPin";
  auto form = typed_form(page, name);
  if (!form) return stop(Code::PageNotRecognised, place_of(page));
  return sign_in(page, {SignInKind::Code, *form, "", "", name}, facts, memory);
}

Action report_user(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::UnknownUser,
              place_of(page) + " refused the user name: " + quoted(error_text(page)));
}

Action report_password(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::CredentialsRejected,
              place_of(page) + " refused the password: " + quoted(error_text(page)));
}

Action report_code(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::MfaRejected,
              place_of(page) + " refused the one-time code: " + quoted(error_text(page)));
}

Action report_captcha(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::BotProtection,
              place_of(page) +
                  " wants to see a person (a picture to read). Google decides by the "
                  "address and the account; use --idp external from a browser");
}

// A form of the choice page for one-time codes (challenge type 6), when one is offered.
Action choose(const PageView& page, const LoginFacts& facts, const Memory&) {
  for (const web::Form& form : page.forms) {
    const bool code = value_of(form, "challengeType") == "6" ||
                      base::contains(form.action.path, "/challenge/totp");
    if (code && facts.has_one_time_code) return send_form(page, form, forward_button(form), {});
  }
  return needs_factor(page, "the choice of Google's page, without an authenticator app");
}

// "Try another way", when codes are configured; else the factor is named.
Action skip(const PageView& page, const LoginFacts& facts, const Memory&) {
  if (facts.has_one_time_code)
    for (const web::Form& form : page.forms)
      if (base::contains(form.action.path, "/challenge/skip"))
        return send_form(page, form, forward_button(form), {});
  return needs_factor(page, "a text message, a call, a prompt, a backup code or a key");
}

Action wait_for_push(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  constexpr base::Millis kPause{4'000};
  if (!facts.allow_push) return skip(page, facts, memory);
  auto form = form_having(page, "challengeType");
  auto request = form ? web::submit(*form, nullptr, {}, page.url) : std::nullopt;
  if (!request) return needs_factor(page, "a prompt on the phone");
  return Wait{kPause, *std::move(request), "Approve the sign-in on the phone"};
}

Action report_enrolment(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::MfaEnrolmentRequired,
              place_of(page) + " wants 2-Step Verification to be turned on for this user first");
}

Action report_new_password(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::PasswordExpired, place_of(page) + " asks for a new password; nothing was sent");
}

Action report_interruption(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::TermsRequired,
              place_of(page) +
                  " shows a page that a person must answer once (terms, recovery "
                  "data): sign the test user in with a browser");
}

Action report_rejection(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::BotProtection, place_of(page) +
                                       " turned this client away: Google wants a browser that runs "
                                       "scripts. This says nothing about SSO; use --idp external");
}

Action report_script(const PageView& page, const LoginFacts&, const Memory&) {
  return needs_browser(page, "is Google's sign-in by script");
}

constexpr auto kProblems = std::to_array<VendorMessage>({
    {"app_not_configured_for_user", Code::UserNotAssigned,
     "the app is off for the user's organisational unit, or the Entity ID differs"},
    {"app_not_enabled_for_user", Code::UserNotAssigned,
     "the service is off for this user: User access, Service status"},
    {"app_not_configured", Code::IdpAppNotFound,
     "no app has this Entity ID (it is compared with case): Service provider details, Entity ID"},
    {"malformed_certificate", Code::IdpError, "the app's certificate cannot be used"},
    {"invalid_idp", Code::IdpError, "the Single Sign-On URL has another idpid"},
});

Action report_problem(const PageView& page, const LoginFacts&, const Memory&) {
  if (const VendorMessage* known = message_in(kProblems, KeyIs::Part, page.body))
    return stop_for(*known, place_of(page) + " says " + std::string(known->key) + ": " +
                                std::string(known->meaning));
  return stop(Code::IdpError, place_of(page) + " answered with an error");
}

constexpr auto kHandlers = std::to_array<Handler>({
    {State::UserName, "user-name", user_name},
    {State::UserRefused, "user-refused", report_user},
    {State::Password, "password", password},
    {State::PasswordRefused, "password-refused", report_password},
    {State::Captcha, "captcha", report_captcha},
    {State::CodeForm, "one-time-code", one_time_code},
    {State::CodeRefused, "code-refused", report_code},
    {State::Choice, "choice", choose},
    {State::OtherFactor, "other-factor", skip},
    {State::Push, "push", wait_for_push},
    {State::Enrolment, "enrolment", report_enrolment},
    {State::ChangePassword, "change-password", report_new_password},
    {State::Interruption, "interruption", report_interruption},
    {State::Rejected, "rejected", report_rejection},
    {State::NotConfigured, "not-configured", report_problem},
    {State::ScriptLogin, "script-login", report_script},
});

}  // namespace

constinit const Adapter kGoogle = {.id = "google",
                                   .title = "Google Workspace",
                                   .owns = owns,
                                   .labels = google::kLabels,
                                   .classify = classify,
                                   .handlers = kHandlers};

}  // namespace flexverify::idp
