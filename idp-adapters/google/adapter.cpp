// Google Workspace: the sign-in without scripts, which Google gives to clients that it does not
// know. Everything else is named and left.
#include <array>

#include "idp-adapters/adapter_list.h"
#include "idp-adapters/google/labels.h"
#include "idp-adapters/google/pages.h"
#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"
#include "idp-adapters/shared/refusal.h"
#include "idp-adapters/shared/vendor_messages.h"
#include "verifier/base/text.h"
#include "verifier/web/query.h"

namespace flexverify::idp {
namespace {

using google::State;
using model::Code;

PageState classify(const PageView& page) { return google::state_of(page); }

// What the page's scripts would answer to Google's probe, and English pages: other people's clients
// were turned away with "js_disabled".
Action as_scripts_do(Action action) {
  auto* send = std::get_if<Send>(&action);
  auto* body = send == nullptr ? nullptr : std::get_if<web::FormBody>(&send->request.body);
  if (body == nullptr) return action;
  for (web::FormEntry& entry : body->entries)
    if (entry.name == "bgresponse") entry.value = std::string("js_enabled");
  std::string query = send->request.url.query.value_or("");
  if (!web::query_value(query, "hl")) query += std::string(query.empty() ? "" : "&") + "hl=en";
  if (!web::query_value(query, "loc")) query += "&loc=US";
  send->request.url.query = query;
  return action;
}

Action user_name(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  const std::string name = google::typed_form(page, "identifier") ? "identifier" : "Email";
  auto form = google::typed_form(page, name);
  if (!form) return stop(Code::PageNotRecognised, place_of(page));
  return as_scripts_do(sign_in(page, {SignInKind::Identifier, *form, name, "", ""}, facts, memory));
}

Action password(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  auto form = google::typed_form(page, "Passwd");
  if (!form) return stop(Code::PageNotRecognised, place_of(page));
  return as_scripts_do(
      sign_in(page, {SignInKind::PasswordOnly, *form, "", "Passwd", ""}, facts, memory));
}

Action one_time_code(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  const std::string name = google::typed_form(page, "Pin") ? "Pin" : "totpPin";
  auto form = google::typed_form(page, name);
  if (!form) return stop(Code::PageNotRecognised, place_of(page));
  return as_scripts_do(sign_in(page, {SignInKind::Code, *form, "", "", name}, facts, memory));
}

Action report_user(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::UnknownUser,
              place_of(page) + " refused the user name: " + quoted(google::error_text(page)));
}

Action report_password(const PageView& page, const LoginFacts&, const Memory&) {
  const std::string words = google::error_text(page);
  return unknown_refusal(words, AsksAgain::Yes,
                         place_of(page) + " refused the password: " + quoted(words));
}

Action report_code(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::MfaRejected,
              place_of(page) + " refused the one-time code: " + quoted(google::error_text(page)));
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
                                   .owns = google::owns,
                                   .labels = google::kLabels,
                                   .classify = classify,
                                   .handlers = kHandlers};

}  // namespace flexverify::idp
