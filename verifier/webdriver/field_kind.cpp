#include <algorithm>
#include <array>

#include "verifier/base/text.h"
#include "verifier/web/field_label.h"
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

bool is_typed(const Field& field) {
  constexpr std::array<std::string_view, 4> kTyped = {"text", "tel", "number", "email"};
  return is_one_of(field.type, kTyped);
}

bool is_named_like_a_code(const Field& field) {
  const std::string name = plain(field.name), id = plain(field.id);
  return has_one_of(name, kCodeParts) || has_one_of(id, kCodeParts) ||
         is_one_of(name, kCodeNames) || is_one_of(id, kCodeNames);
}

bool is_named_like_a_user(const Field& field) {
  return field.type == "email" ||
         (field.type == "text" &&
          (is_one_of(plain(field.name), kUserNames) || is_one_of(plain(field.id), kUserNames)));
}

std::optional<FieldKind> by_autocomplete(const Field& field) {
  const std::string autocomplete = base::ascii_lower(field.autocomplete);
  for (const std::string_view word : base::split(autocomplete, ' ')) {
    if (word == "one-time-code") return FieldKind::OneTimeCode;
    if (word == "new-password") return FieldKind::NewPassword;
    if (word == "current-password") return FieldKind::Password;
    if (word == "username" || word == "email") return FieldKind::Username;
  }
  return std::nullopt;
}

// No password goes into a field that shows what is typed.
std::optional<FieldKind> by_label(const Field& field) {
  const bool hidden = field.type == "password";
  switch (web::label_says(field.label)) {
    case web::LabelSays::Code:
      return FieldKind::OneTimeCode;
    case web::LabelSays::Username:
      return hidden ? FieldKind::Password : FieldKind::Username;
    case web::LabelSays::Password:
      return hidden ? FieldKind::Password : FieldKind::Other;
    case web::LabelSays::Other:
      return FieldKind::Other;
    case web::LabelSays::Nothing:
      return std::nullopt;
  }
  return std::nullopt;
}

FieldKind by_name(const Field& field) {
  if (is_named_like_a_code(field)) return FieldKind::OneTimeCode;
  if (field.type == "password") return FieldKind::Password;
  return is_named_like_a_user(field) ? FieldKind::Username : FieldKind::Other;
}

}  // namespace

FieldKind kind_of(const Field& field) {
  if (is_captcha(field)) return FieldKind::Captcha;
  if (const auto kind = by_autocomplete(field)) return *kind;
  if (!is_typed(field) && field.type != "password") return FieldKind::Other;
  if (const auto kind = by_label(field)) return *kind;
  return by_name(field);
}

const Field* field_of(const Screen& screen, FieldKind kind) {
  const auto found = std::ranges::find(screen.fields, kind, &Field::kind);
  return found == screen.fields.end() ? nullptr : &*found;
}

}  // namespace flexverify::webdriver
