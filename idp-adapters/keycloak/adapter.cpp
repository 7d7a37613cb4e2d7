// Keycloak and Red Hat build of Keycloak (earlier: Red Hat SSO).
#include <algorithm>
#include <array>

#include "idp-adapters/adapter_list.h"
#include "idp-adapters/keycloak/answers.h"
#include "idp-adapters/keycloak/labels.h"
#include "idp-adapters/keycloak/pages.h"
#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"
#include "idp-adapters/shared/refusal.h"
#include "idp-adapters/shared/vendor_messages.h"
#include "verifier/base/text.h"
#include "verifier/web/select.h"

namespace flexverify::idp {
namespace {

using keycloak::State;
using model::Code;

PageState classify(const PageView& page) { return keycloak::state_of(page); }

std::string said(const PageView& page) {
  for (const std::string& text : {keycloak::field_error(page), keycloak::alert_above(page)})
    if (!text.empty()) return quoted(text);
  const std::string errors = shown_errors(page);
  return errors.empty() ? "no reason" : errors;
}

Action sign_in_at(const PageView& page, SignInForm found, const LoginFacts& facts,
                  const Memory& memory) {
  const std::string& name = !found.password.empty() ? found.password
                            : !found.code.empty()   ? found.code
                                                    : found.username;
  const auto forms = keycloak::our_forms(page);
  const web::Form* form = keycloak::form_for(forms, name);
  if (form == nullptr) return stop(Code::PageNotRecognised, place_of(page));
  found.form = *form;
  return sign_in(page, found, facts, memory);
}

// In Keycloak's own words: its German ones say "gesperrt" of a disabled account.
constexpr auto kAccounts = std::to_array<VendorMessage>({
    {"temporarily disabled", Code::AccountLocked},
    {"account is disabled", Code::AccountDisabled},
    {"temporär gesperrt", Code::AccountLocked},
    {"gesperrt", Code::AccountDisabled},
});

Code refusal(const PageView& page, const Memory& memory) {
  const std::string above = keycloak::alert_above(page);
  if (const auto* own = message_in(kAccounts, KeyIs::Words, keycloak::field_error(page) + above))
    return own->code;
  const std::string words = keycloak::field_error(page) + above;
  const VendorMessage* known = common_refusal(words);
  if (known != nullptr && known->code != Code::CredentialsRejected) return known->code;
  if (!memory.password_sent) return Code::UnknownUser;
  if (known != nullptr) return known->code;
  // What is wrong with the name or the password stands at their fields; what stands above is not
  // about them.
  const bool about_something_else = !above.empty() && keycloak::field_error(page).empty() &&
                                    keycloak::keeps_errors_at_fields(page);
  return about_something_else ? Code::IdpError : Code::CredentialsRejected;
}

Action report_refusal(const PageView& page, const Memory& memory) {
  if (keycloak::began_anew(page))
    return stop(Code::SessionLost,
                with_sentence(
                    place_of(page) + " starts the login from the beginning and says: " + said(page),
                    "Its login session ended between two pages: a cookie was lost, or "
                    "Login timeout of the realm is too short"));
  const Code code = refusal(page, memory);
  std::string detail = place_of(page) + " says: " + said(page);
  if (code != Code::CredentialsRejected) return stop(code, std::move(detail));
  return stop(code, with_sentence(std::move(detail),
                                  "It says the same of an account that brute-force detection has "
                                  "locked: look at the user's login events"));
}

enum class Asks { UserNameAndPassword, UserName, Password };

Asks asked_by(const PageView& page) {
  const auto forms = keycloak::our_forms(page);
  if (keycloak::form_for(forms, "password") == nullptr) return Asks::UserName;
  return keycloak::form_for(forms, "username") == nullptr ? Asks::Password
                                                          : Asks::UserNameAndPassword;
}

// A page that asks again for what was sent has refused it, whatever its theme shows.
Action login(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  const Asks asks = asked_by(page);
  const bool again = asks == Asks::UserName ? memory.username_sent : memory.password_sent;
  if (again && (keycloak::state_of(page) == State::Refused || keycloak::began_anew(page)))
    return report_refusal(page, memory);
  switch (asks) {
    case Asks::UserNameAndPassword:
      return sign_in_at(page, {SignInKind::Login, {}, "username", "password", ""}, facts, memory);
    case Asks::UserName:
      return sign_in_at(page, {SignInKind::Identifier, {}, "username", "", ""}, facts, memory);
    case Asks::Password:
      return sign_in_at(page, {SignInKind::PasswordOnly, {}, "", "password", ""}, facts, memory);
  }
  return stop(Code::PageNotRecognised, place_of(page));
}

std::string with_other_devices(const PageView& page, std::string detail) {
  if (!has_id(page, "kc-otp-credential-1")) return detail;
  return with_sentence(std::move(detail),
                       "The user has several devices for codes; the one that Keycloak chose was "
                       "used");
}

Action one_time_code(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  if (memory.one_time_code_sent)
    return stop(Code::MfaRejected,
                with_other_devices(
                    page, place_of(page) + " refused the one-time code and says: " + said(page)));
  const auto forms = keycloak::our_forms(page);
  const std::string name = keycloak::form_for(forms, "otp") != nullptr ? "otp" : "totp";
  return sign_in_at(page, {SignInKind::Code, {}, "", "", name}, facts, memory);
}

// Out of a page for a key or a recovery code, when there is something that can be sent.
Action try_another(const PageView& page, const LoginFacts& facts, const Memory& memory,
                   Stop otherwise) {
  const auto other = form_with_id(page, "kc-select-try-another-way-form");
  const bool can = keycloak::can_send_password(facts, memory) || facts.has_one_time_code;
  return other && can ? send_form(page, *other, nullptr, {}) : Action(std::move(otherwise));
}

Action security_key(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  return try_another(page, facts, memory, needs_browser(page, "wants a security key or a passkey"));
}

Action recovery_code(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  return try_another(page, facts, memory, needs_factor(page, "a recovery code"));
}

Action report_organization(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::PageNotRecognised,
              place_of(page) +
                  " lets the user choose among organizations, which no check can do; "
                  "expected a test user with one organization");
}

Action follow(const PageView& page, const web::Element& link, std::vector<Note> notes) {
  const auto url = web::parse_url(link.attribute_or_empty("href"), &page.url);
  if (!url) return stop(Code::PageNotRecognised, place_of(page) + " has a link that is no URL");
  web::Request request = web::get(*url);
  request.initiator = page.url;
  return Send{.request = std::move(request), .notes = std::move(notes)};
}

Action other_provider(const PageView& page, const LoginFacts&, const Memory&) {
  const auto links = keycloak::broker_links(page);
  if (links.size() == 1) return follow(page, *links.front(), {});
  return stop(Code::PageNotRecognised,
              place_of(page) + " offers " + std::to_string(links.size()) +
                  " other identity providers and no password; no check can choose. Set the "
                  "default provider of the realm's Identity Provider Redirector");
}

Action press_accept(const PageView& page) {
  const auto form = form_having(page, "accept");
  const web::Control* button = form ? web::find_control(*form, "accept") : nullptr;
  if (button == nullptr) return stop(Code::PageNotRecognised, place_of(page));
  return send_form(page, *form, button, {});
}

Action terms(const PageView& page, const LoginFacts& facts, const Memory&) {
  if (facts.accept_terms) return press_accept(page);
  return stop(Code::TermsRequired, place_of(page) +
                                       " asks the user to accept terms; nothing was answered. "
                                       "Accept them once in a browser, or use --accept-terms");
}

Action consent(const PageView& page, const LoginFacts& facts, const Memory&) {
  if (facts.accept_consent) return press_accept(page);
  return stop(Code::ConsentRequired,
              place_of(page) +
                  " asks the user for consent; nothing was answered. Switch \"Consent required\" "
                  "off in the client, or use --accept-consent");
}

Action report_update(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::PasswordExpired, place_of(page) +
                                         " asks for a new password (required action \"update "
                                         "password\"); nothing was sent");
}

std::string action_name(const PageView& page) {
  const std::string action = keycloak::required_action_in_words(page);
  return quoted(action.empty() ? web::title(page.document) : action);
}

Action report_enrolment(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::MfaEnrolmentRequired,
              place_of(page) + " wants the user to set up a second factor (required action " +
                  action_name(page) + ")");
}

Action report_action(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::PolicyDenied,
              place_of(page) + " holds the user back by the required action " + action_name(page),
              "Finish it once in a browser, or take it off the user.");
}

// The page offers to begin again. Once, and only before anything secret was sent.
Action restart(const PageView& page, const LoginFacts&, const Memory& memory) {
  constexpr std::string_view kRestarted = "keycloak-restarted";
  const web::Element* link = web::element_by_id(page.document, "loginRestartLink");
  const bool may = !memory.password_sent && !memory.one_time_code_sent;
  if (link != nullptr && may && memory.note(kRestarted).empty())
    return follow(page, *link, {{std::string(kRestarted), "once"}});
  return stop(Code::SessionLost, place_of(page) +
                                     " says that the page has expired: its login session ended "
                                     "between two pages");
}

constexpr auto kHandlers = std::to_array<Handler>({
    {State::Login, "login", login},
    {State::UserName, "user-name", login},
    {State::Password, "password", login},
    {State::Refused, "login-refused", login},
    {State::CodeForm, "one-time-code", one_time_code},
    {State::CodeRefused, "code-refused", one_time_code},
    {State::RecoveryCode, "recovery-code", recovery_code},
    {State::SecurityKey, "security-key", security_key},
    {State::MethodChoice, "method-choice", keycloak::choose_method},
    {State::Organization, "organization-choice", report_organization},
    {State::Brokers, "other-provider", other_provider},
    {State::Terms, "terms", terms},
    {State::Consent, "consent", consent},
    {State::UpdatePassword, "update-password", report_update},
    {State::Enrolment, "enrolment", report_enrolment},
    {State::RequiredAction, "required-action", report_action},
    {State::Expired, "page-expired", restart},
    {State::Error, "error", keycloak::report_error},
});

}  // namespace

constinit const Adapter kKeycloak = {.id = "keycloak",
                                     .title = "Keycloak",
                                     .owns = keycloak::owns,
                                     .labels = keycloak::kLabels,
                                     .classify = classify,
                                     .handlers = kHandlers};

}  // namespace flexverify::idp
