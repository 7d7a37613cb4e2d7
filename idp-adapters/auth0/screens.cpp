#include "idp-adapters/auth0/screens.h"

#include <algorithm>
#include <array>

#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"
#include "idp-adapters/shared/vendor_messages.h"
#include "verifier/base/encoding.h"
#include "verifier/base/text.h"
#include "verifier/web/query.h"
#include "verifier/web/select.h"

namespace flexverify::idp::auth0 {
namespace {

using base::Json;
using model::Code;

// The names of Auth0's own text keys; those that end with '*' by their beginning.
constexpr auto kErrors = std::to_array<VendorMessage>({
    {"wrong-credentials", Code::CredentialsRejected, "the user name or the password is wrong"},
    {"wrong-*", Code::CredentialsRejected, "the user name or the password is wrong"},
    {"invalid_user_password", Code::CredentialsRejected, "the user name or the password is wrong"},
    {"user-blocked", Code::AccountLocked, "the account is blocked after many attempts"},
    {"blocked_user", Code::AccountDisabled, "the user is blocked"},
    {"too_many_attempts", Code::AccountLocked, "the account is blocked after many attempts"},
    {"same-user-login", Code::RateLimited, "too many logins of this user"},
    {"too_many_requests", Code::RateLimited, "too many requests"},
    {"too-many-failures", Code::MfaRejected, "too many wrong codes"},
    {"too-many-*", Code::RateLimited, "too many messages were sent"},
    {"ip-blocked", Code::PolicyDenied, "this machine's address looks suspicious"},
    {"password-breached", Code::PasswordExpired, "the password was found in a leak"},
    {"password_leaked", Code::PasswordExpired, "the password was found in a leak"},
    {"password_change_required", Code::PasswordExpired, "the password must be changed"},
    {"invalid-captcha", Code::BotProtection, "a captcha is wanted"},
    {"invalid_captcha", Code::BotProtection, "a captcha is wanted"},
    {"invalid-recaptcha", Code::BotProtection, "a captcha is wanted"},
    {"invalid_recaptcha", Code::BotProtection, "a captcha is wanted"},
    {"captcha-*", Code::BotProtection, "a captcha is wanted"},
    {"no-db-connection", Code::IdpError, "no database connection is enabled for the application"},
    {"invalid-connection", Code::IdpError, "the connection is not enabled for the application"},
    {"no-hrd-connection", Code::UnknownUser, "the domain of the user name fits no directory"},
    {"authentication-failure", Code::IdpError, "the login failed on the server's side"},
    {"custom-script-error-code", Code::IdpError, "the database script failed"},
    {"auth0-users-validation", Code::IdpError, "the database script failed"},
    {"rule_error", Code::IdpError, "a rule or Action failed"},
    {"unauthorized", Code::UserNotAssigned, "a rule or Action denies this user"},
    {"access_denied", Code::UserNotAssigned, "a rule or Action denies this user"},
    {"invalid-code", Code::MfaRejected, "the code is wrong"},
    {"invalid-otp-code-format", Code::MfaRejected, "the code is wrong"},
    {"invalid-expired-code", Code::MfaRejected, "the code has expired"},
    {"invalid-code-format", Code::MfaRejected, "the code is wrong"},
    {"a0.mfa_invalid_code", Code::MfaRejected, "the code is wrong"},
    {"a0.mfa_required", Code::MfaRequired, "a second factor is wanted"},
    {"a0.mfa_registration_required", Code::MfaEnrolmentRequired, "a factor must be set up first"},
    {"transaction-not-found", Code::SessionLost, "the step has expired"},
    {"no-transaction-in-progress", Code::SessionLost, "the step has expired"},
    {"session_missing", Code::SessionLost, "the login session is missing"},
    {"transaction-rejected", Code::MfaRejected, "the push was rejected"},
    {"invalid-login-id", Code::UnknownUser, "the user name has the wrong form"},
    {"invalid-email-*", Code::UnknownUser, "the user name has the wrong form"},
    {"passkey-*", Code::NeedsBrowser, "a passkey is wanted"},
    {"password-not-allowed", Code::NeedsBrowser, "a passkey is wanted"},
});

const VendorMessage* find(std::string_view code) { return message_in(kErrors, KeyIs::Whole, code); }

// The argument of atob("…"): letters of base64 and nothing else.
std::string_view encoded(std::string_view script) {
  constexpr std::string_view kCall = "atob(";
  const std::size_t at = script.find(kCall);
  if (at == std::string_view::npos) return "";
  std::string_view rest = script.substr(at + kCall.size());
  if (rest.empty() || (rest[0] != '"' && rest[0] != '\'')) return "";
  const std::size_t end = rest.find(rest[0], 1);
  return end == std::string_view::npos ? "" : rest.substr(1, end - 1);
}

const web::Form* main_form(const PageView& page) {
  for (const web::Form& form : page.forms) {
    const bool primary = form.element->attribute_or_empty("data-form-primary") == "true";
    if (primary) return &form;
  }
  return form_having(page, "state");
}

std::string state_of(const PageView& page) {
  if (const auto json = encoded_json(page))
    if (const Json* state = json->find_path({"transaction", "state"}); state && state->string())
      return *state->string();
  return page.url.query ? web::query_value(*page.url.query, "state").value_or("") : "";
}

// The address of the page itself, with what the screen's script would send.
Action post_screen(const PageView& page, std::optional<web::FormEntry> value,
                   std::string_view action) {
  web::Request request = web::get(page.url);
  request.method = web::Method::Post;
  request.initiator = page.url;
  web::FormBody body{{{"state", state_of(page)}}};
  if (value) body.entries.push_back(*std::move(value));
  body.entries.push_back({"js-available", std::string("false")});
  body.entries.push_back({"webauthn-available", std::string("false")});
  body.entries.push_back({"is-brave", std::string("false")});
  body.entries.push_back({"webauthn-platform-available", std::string("false")});
  body.entries.push_back({"action", std::string(action)});
  request.body = std::move(body);
  return Send{std::move(request)};
}

Action post_form(const PageView& page, const web::Form& form, std::optional<web::FormEntry> value,
                 std::string_view action) {
  web::Values values;
  if (value) values.push_back(*std::move(value));
  values.push_back({"action", std::string(action)});
  return send_form(page, form, nullptr, values);
}

Action post(const PageView& page, std::optional<web::FormEntry> value, std::string_view action) {
  const auto form = main_form(page);
  return form ? post_form(page, *form, std::move(value), action)
              : post_screen(page, std::move(value), action);
}

std::string text_in(const Json& json, std::initializer_list<std::string_view> path) {
  const Json* found = json.find_path(path);
  return found == nullptr || found->string() == nullptr ? "" : *found->string();
}

}  // namespace

std::optional<Json> encoded_json(const PageView& page) {
  for (const std::string& script : web::inline_scripts(page.document)) {
    const auto bytes = base::base64_decode(encoded(script));
    if (!bytes || bytes->empty()) continue;
    if (auto json = base::parse_json(*bytes); json && json->object()) return std::move(*json);
  }
  return std::nullopt;
}

std::string screen_name(const PageView& page) {
  if (const auto json = encoded_json(page))
    if (std::string name = text_in(*json, {"screen", "name"}); !name.empty()) return name;
  constexpr std::string_view kRoot = "/u/";
  const std::size_t at = page.url.path.find(kRoot);
  return at == std::string::npos ? "" : page.url.path.substr(at + kRoot.size());
}

std::string error_code(const PageView& page) {
  for (const web::Element* element : web::elements(page.document, "")) {
    const std::string* code = element->attribute("data-error-code");
    if (code != nullptr && !code->empty() && web::is_visible(*element)) return *code;
  }
  const auto json = encoded_json(page);
  const Json* errors = json ? json->find_path({"transaction", "errors"}) : nullptr;
  if (errors == nullptr || errors->array() == nullptr || errors->array()->empty()) return "";
  return errors->array()->front().text("code");
}

Stop stop_for(const PageView& page, const std::string& code) {
  const VendorMessage* known = find(code);
  const std::string said = shown_errors(page);
  const std::string text = said.empty() ? "" : " It says: " + said;
  if (known == nullptr)
    return stop(Code::IdpError,
                place_of(page) + " answered " + base::printable(code, 60) + "." + text);
  return idp::stop_for(*known, place_of(page) + " answered " + base::printable(code, 60) + ": " +
                                   std::string(known->meaning) + "." + text);
}

Action answer(const PageView& page, web::FormEntry value, std::string_view action) {
  return post(page, std::move(value), action);
}

Action press(const PageView& page, std::string_view action) {
  return post(page, std::nullopt, action);
}

bool is_classic_refusal(const PageView& page) {
  return page.json && page.status >= 400 && path_has(page, "/usernamepassword/login");
}

Action report_classic(const PageView& page, const LoginFacts&, const Memory&) {
  for (const std::string_view key : {"code", "error", "name"})
    if (const std::string code = page.json->text(key); find(code) != nullptr)
      return stop_for(page, code);
  return stop_for(page, page.json->text("code"));
}

}  // namespace flexverify::idp::auth0
