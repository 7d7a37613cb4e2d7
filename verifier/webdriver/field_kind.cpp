#include <algorithm>
#include <array>

#include "verifier/base/text.h"
#include "verifier/webdriver/screen.h"

namespace flexverify::webdriver {
namespace {

// Of name and id, lower case, without "-", "_" and ".": whole words, since "userLabel" is no user.
constexpr std::array<std::string_view, 24> kUserNames = {
    "username",        "user",      "userid", "login",    "loginid",           "loginname",
    "loginfmt",        "log",       "email",  "mail",     "emailaddress",      "identifier",
    "identifierid",    "jusername", "upn",    "account",  "accountname",       "uid",
    "usernameoremail", "usr",       "name",   "idtoken1", "userprincipalname", "useridentifier"};
constexpr std::array<std::string_view, 8> kCodeParts = {
    "otp", "onetime", "passcode", "mfa", "2fa", "tokencode", "authcode", "verificationcode"};
constexpr std::array<std::string_view, 4> kCodeNames = {"code", "token", "securitycode", "pin"};
constexpr std::array<std::string_view, 7> kCodeLabels = {
    "one-time", "verification code", "authenticator", "passcode", "security code", "einmal",
    "6-digit"};
constexpr std::array<std::string_view, 6> kUserLabels = {"username", "user name",    "e-mail",
                                                         "email",    "benutzername", "user id"};

std::string plain(std::string_view text) {
  std::string lower = base::ascii_lower(text);
  std::erase_if(lower, [](char c) { return c == '-' || c == '_' || c == '.'; });
  return lower;
}

bool is_one_of(std::string_view text, const auto& words) {
  return std::ranges::find(words, text) != words.end();
}
bool has_one_of(std::string_view text, const auto& words) {
  return std::ranges::any_of(
      words, [&](std::string_view word) { return base::contains_ignoring_case(text, word); });
}

bool is_captcha(const Field& field) {
  return base::contains_ignoring_case(field.name, "captcha") ||
         base::contains_ignoring_case(field.id, "captcha");
}

bool is_code(const Field& field) {
  const std::string name = plain(field.name), id = plain(field.id);
  return has_one_of(name, kCodeParts) || has_one_of(id, kCodeParts) ||
         is_one_of(name, kCodeNames) || is_one_of(id, kCodeNames) ||
         has_one_of(field.label, kCodeLabels);
}

bool is_user_name(const Field& field) {
  if (field.type == "email") return true;
  if (field.type != "text") return false;
  return is_one_of(plain(field.name), kUserNames) || is_one_of(plain(field.id), kUserNames) ||
         has_one_of(field.label, kUserLabels);
}

}  // namespace

FieldKind kind_of(const Field& field) {
  if (is_captcha(field)) return FieldKind::Captcha;
  const std::string autocomplete = base::ascii_lower(field.autocomplete);
  for (const std::string_view word : base::split(autocomplete, ' ')) {
    if (word == "one-time-code") return FieldKind::OneTimeCode;
    if (word == "new-password") return FieldKind::NewPassword;
    if (word == "current-password") return FieldKind::Password;
    if (word == "username" || word == "email") return FieldKind::Username;
  }
  if (field.type == "password")
    return is_code(field) ? FieldKind::OneTimeCode : FieldKind::Password;
  const bool typed =
      is_one_of(field.type, std::array<std::string_view, 4>{"text", "tel", "number", "email"});
  if (typed && is_code(field)) return FieldKind::OneTimeCode;
  return is_user_name(field) ? FieldKind::Username : FieldKind::Other;
}

const Field* field_of(const Screen& screen, FieldKind kind) {
  const auto found = std::ranges::find(screen.fields, kind, &Field::kind);
  return found == screen.fields.end() ? nullptr : &*found;
}

}  // namespace flexverify::webdriver
