// Auth0: the screens of Universal Login, told by their name in the address.
#include <algorithm>
#include <array>

#include "idp-adapters/adapter_list.h"
#include "idp-adapters/auth0/classic.h"
#include "idp-adapters/auth0/labels.h"
#include "idp-adapters/auth0/screens.h"
#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"
#include "verifier/base/text.h"

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
  Push,
  PushAnswer,
  OtherFactor,
  FactorChoice,
  BrowserProbe,
  PasskeyOffer,
  Enrolment,
  Consent,
  NewPassword,
  Organization,
  Captcha,
  Verification,
  Classic,
  ClientFile,
  Challenge,
  ClassicRefused,
  ClassicCallback,
};

bool owns(const web::Url& url) {
  return is_below(url, {"auth0.com"}) || url.path.starts_with("/samlp/");
}

struct Named {
  std::string_view screen;  // exactly, or its beginning when it ends with '*'
  State state;
};
constexpr auto kScreens = std::to_array<Named>({
    {"login", State::Login},
    {"login-id", State::UserName},
    {"login/identifier", State::UserName},
    {"login-password", State::Password},
    {"login/password", State::Password},
    {"mfa-otp-challenge", State::CodeForm},
    {"mfa-push-challenge-push", State::Push},
    {"mfa-login-options", State::FactorChoice},
    {"mfa-detect-browser-capabilities", State::BrowserProbe},
    {"passkey-enrollment*", State::PasskeyOffer},
    {"mfa-begin-enroll*", State::Enrolment},
    {"mfa-enroll*", State::Enrolment},
    {"mfa-otp-enrollment*", State::Enrolment},
    {"mfa-sms-enrollment*", State::Enrolment},
    {"mfa-push-enrollment*", State::Enrolment},
    {"mfa-*", State::OtherFactor},
    {"passkey-*", State::OtherFactor},
    {"consent*", State::Consent},
    {"customized-consent*", State::Consent},
    {"reset-password*", State::NewPassword},
    {"login/password-reset*", State::NewPassword},
    {"organization*", State::Organization},
    {"login/organization*", State::Organization},
    {"interstitial-captcha*", State::Captcha},
    {"email-verification*", State::Verification},
    {"login-email-verification*", State::Verification},
});

bool fits(const Named& known, std::string_view screen) {
  if (!known.screen.ends_with('*')) return screen == known.screen;
  return screen.starts_with(known.screen.substr(0, known.screen.size() - 1));
}

bool is_ours(const PageView& page) {
  return path_has(page, "/u/") || base::contains(page.body, "universal_login_context") ||
         base::contains(page.body, "ulp-version");
}

bool wants_captcha(const PageView& page) {
  return base::contains(page.body, "data-captcha-provider");
}

State state_of(const PageView& page) {
  if (auth0::is_classic_refusal(page)) return State::ClassicRefused;
  if (page.json && path_has(page, "/u/mfa-push-challenge-push")) return State::PushAnswer;
  if (auth0::is_challenge(page)) return State::Challenge;
  if (auth0::is_client_file(page)) return State::ClientFile;
  if (page.document.empty()) return State::None;
  if (auth0::is_classic_page(page)) return State::Classic;
  if (path_has(page, "/usernamepassword/login") && form_having(page, "wresult"))
    return State::ClassicCallback;
  if (!is_ours(page)) return State::None;
  const std::string screen = auth0::screen_name(page);
  const auto known =
      std::ranges::find_if(kScreens, [&](const Named& one) { return fits(one, screen); });
  if (known == kScreens.end()) return State::None;
  if (wants_captcha(page)) return State::Captcha;
  const bool refused = !auth0::error_code(page).empty();
  return refused ? State::Refused : known->state;
}

PageState classify(const PageView& page) { return state_of(page); }

Action missing(const PageView& page, Code code, std::string_view what) {
  return stop(code, place_of(page) + " asks for " + std::string(what) +
                        (code == Code::ConfigInvalid ? " and none is given; use --username"
                                                     : " and no source for it is configured"));
}

Action user_name(const PageView& page, const LoginFacts& facts, const Memory&) {
  if (facts.username.empty()) return missing(page, Code::ConfigInvalid, "a user name");
  return auth0::answer(page, {"username", facts.username}, "default");
}

Action password(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  if (memory.password_sent)
    return silent_refusal(place_of(page) +
                          ": the login form is there again after the password, without a "
                          "reason");
  if (!facts.has_password) return missing(page, Code::SecretMissing, "the password");
  return auth0::answer(page, {"password", base::SecretRef::Password}, "default");
}

// Both on one page: the form's own user name field comes along.
Action login(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  Action action = password(page, facts, memory);
  auto* send = std::get_if<Send>(&action);
  auto* body = send == nullptr ? nullptr : std::get_if<web::FormBody>(&send->request.body);
  if (body == nullptr) return action;
  if (facts.username.empty()) return missing(page, Code::ConfigInvalid, "a user name");
  for (web::FormEntry& entry : body->entries)
    if (entry.name == "username") {
      entry.value = facts.username;
      return action;
    }
  body->entries.insert(body->entries.begin(), {"username", facts.username});
  return action;
}

Action refused(const PageView& page, const LoginFacts&, const Memory&) {
  return auth0::stop_for(page, auth0::error_code(page));
}

Action one_time_code(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  if (memory.one_time_code_sent)
    return stop(Code::MfaRejected, place_of(page) + " asks for the one-time code again");
  if (!facts.has_one_time_code) return needs_factor(page, "an authenticator app");
  return auth0::answer(page, {"code", base::SecretRef::OneTimeCode}, "default");
}

// The page asks by script whether the phone has answered.
web::Request ask_push(const web::Url& url) {
  web::Request request = web::get(url);
  request.mode = web::Mode::FetchSameOrigin;
  request.initiator = url;
  return request;
}

Action push(const PageView& page, const LoginFacts& facts, const Memory&) {
  constexpr base::Millis kPause{5'000};
  if (facts.has_one_time_code) return auth0::press(page, "pick-authenticator");
  if (!facts.allow_push) return needs_factor(page, "a push to Auth0 Guardian");
  return Wait{kPause, ask_push(page.url), "Approve the sign-in in Auth0 Guardian"};
}

Action push_answer(const PageView& page, const LoginFacts&, const Memory& memory) {
  constexpr base::Millis kPause{5'000};
  const base::Json* completed = page.json->find("completed");
  if (memory.document != nullptr && completed != nullptr && completed->boolean() == true)
    return auth0::press(*memory.document, "continue");
  return Wait{kPause, ask_push(page.url), "Approve the sign-in in Auth0 Guardian"};
}

Action other_factor(const PageView& page, const LoginFacts& facts, const Memory&) {
  if (facts.has_one_time_code) return auth0::press(page, "pick-authenticator");
  return needs_factor(page, auth0::screen_name(page));
}

Action choose_factor(const PageView& page, const LoginFacts& facts, const Memory&) {
  const bool offers_code = base::contains(page.body, "otp::0");
  if (facts.has_one_time_code && offers_code) return auth0::press(page, "otp::0");
  if (facts.allow_push && base::contains(page.body, "push-notification::0"))
    return auth0::press(page, "push-notification::0");
  return needs_factor(page, "the list of the page, without an authenticator app");
}

// The page's script says that it runs, whatever its hidden field said before.
Action no_abilities(const PageView& page, const LoginFacts&, const Memory&) {
  static constexpr std::string_view kScripts = "js-available";
  Action action = auth0::answer(page, {"allow-passkeys", std::string("false")}, "default");
  auto* send = std::get_if<Send>(&action);
  auto* body = send == nullptr ? nullptr : std::get_if<web::FormBody>(&send->request.body);
  if (body == nullptr) return action;
  std::erase_if(body->entries, [](const web::FormEntry& one) { return one.name == kScripts; });
  body->entries.push_back({std::string(kScripts), std::string("true")});
  return action;
}

Action decline_passkey(const PageView& page, const LoginFacts&, const Memory&) {
  return auth0::press(page, "abort-passkey-enrollment");
}

// The page's script puts the answer of its call into the page and submits it.
Action call_back(const PageView& page, const LoginFacts&, const Memory&) {
  const auto form = form_having(page, "wresult");
  if (!form) return stop(Code::PageNotRecognised, place_of(page));
  return send_form(page, *form, nullptr, {});
}

template <Code code>
Action report(const PageView& page, std::string_view what) {
  return stop(code, place_of(page) + " " + std::string(what));
}

Action report_enrolment(const PageView& page, const LoginFacts&, const Memory&) {
  return report<Code::MfaEnrolmentRequired>(page, "wants the user to set up a factor first");
}
Action consent(const PageView& page, const LoginFacts& facts, const Memory&) {
  if (facts.accept_consent) return auth0::press(page, "accept");
  return report<Code::ConsentRequired>(page, "asks for consent; use --accept-consent");
}
Action report_password(const PageView& page, const LoginFacts&, const Memory&) {
  return report<Code::PasswordExpired>(page, "asks for a new password; nothing was sent");
}
Action report_organization(const PageView& page, const LoginFacts&, const Memory&) {
  return report<Code::PageNotRecognised>(
      page, "asks for an organization, which no check can choose: name it in the application");
}
Action report_captcha(const PageView& page, const LoginFacts&, const Memory&) {
  return report<Code::BotProtection>(
      page, "wants a captcha: put this machine's address on the allow list of Bot Detection");
}
Action report_verification(const PageView& page, const LoginFacts&, const Memory&) {
  return report<Code::MfaRequired>(page, "wants a code by e-mail before it goes on");
}

constexpr auto kHandlers = std::to_array<Handler>({
    {State::Login, "login", login},
    {State::UserName, "user-name", user_name},
    {State::Password, "password", password},
    {State::Refused, "refused", refused},
    {State::CodeForm, "one-time-code", one_time_code},
    {State::Push, "push", push},
    {State::PushAnswer, "push-answer", push_answer},
    {State::OtherFactor, "other-factor", other_factor},
    {State::FactorChoice, "factor-choice", choose_factor},
    {State::BrowserProbe, "browser-probe", no_abilities},
    {State::PasskeyOffer, "passkey-offer", decline_passkey},
    {State::Enrolment, "enrolment", report_enrolment},
    {State::Consent, "consent", consent},
    {State::NewPassword, "new-password", report_password},
    {State::Organization, "organization", report_organization},
    {State::Captcha, "captcha", report_captcha},
    {State::Verification, "verification", report_verification},
    {State::Classic, "classic", auth0::begin_classic},
    {State::ClientFile, "classic-client-file", auth0::take_connection},
    {State::Challenge, "classic-challenge", auth0::sign_in_classic},
    {State::ClassicCallback, "classic-callback", call_back},
    {State::ClassicRefused, "classic-refused", auth0::report_classic},
});

}  // namespace

constinit const Adapter kAuth0 = {.id = "auth0",
                                  .title = "Auth0",
                                  .owns = owns,
                                  .labels = auth0::kLabels,
                                  .classify = classify,
                                  .handlers = kHandlers};

}  // namespace flexverify::idp
