#include "verifier/web/cookie.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "verifier/base/text.h"

namespace flexverify::web {
namespace {

constexpr std::size_t kMaxPairBytes = 4096;
constexpr std::size_t kMaxAttributeBytes = 1024;

// The WSP of RFC 5234: narrower than HTML's white space.
std::string_view trim_wsp(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && byte != '\t') || byte == 0x7f;
}

struct Pair {
  std::string_view name;
  std::string_view value;
};

// 5.6 steps 3 and 4: without '=' the whole is the value of a cookie that has no name.
Pair split_pair(std::string_view text) {
  const auto equals = text.find('=');
  if (equals == std::string_view::npos) return {{}, trim_wsp(text)};
  return {trim_wsp(text.substr(0, equals)), trim_wsp(text.substr(equals + 1))};
}

// An attribute without '=' is the other way round: a name, with an empty value.
Pair split_attribute(std::string_view text) {
  const auto equals = text.find('=');
  if (equals == std::string_view::npos) return {trim_wsp(text), {}};
  return {trim_wsp(text.substr(0, equals)), trim_wsp(text.substr(equals + 1))};
}

// 5.6.1: a date that cannot be read is no attribute, so that an earlier one stays.
void set_expires(ParsedCookie& cookie, std::string_view value) {
  if (const auto date = parse_cookie_date(value)) cookie.expires = date;
}

// 5.6.2: an optional '-' and digits only; what is too large for us is as large as we can say.
void set_max_age(ParsedCookie& cookie, std::string_view value) {
  const bool negative = value.starts_with('-');
  const auto digits = negative ? value.substr(1) : value;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (digits.empty() || !std::ranges::all_of(digits, is_digit)) return;
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
  if (error == std::errc::result_out_of_range)
    seconds = negative ? std::numeric_limits<std::int64_t>::min()
                       : std::numeric_limits<std::int64_t>::max();
  cookie.max_age = seconds;
}

// 5.6.3: one leading dot is dropped. An empty value is kept: the last Domain decides (5.7 step 7).
void set_domain(ParsedCookie& cookie, std::string_view value) {
  if (value.starts_with('.')) value.remove_prefix(1);
  cookie.domain = base::ascii_lower(value);
}

// 5.6.4: what does not start with '/' stands for the default path, here "".
void set_path(ParsedCookie& cookie, std::string_view value) {
  cookie.path = value.starts_with('/') ? std::string(value) : std::string();
}

void set_secure(ParsedCookie& cookie, std::string_view) { cookie.secure = true; }
void set_http_only(ParsedCookie& cookie, std::string_view) { cookie.http_only = true; }

// 5.6.7: an unknown value is "Default", and overrules an earlier one.
void set_same_site(ParsedCookie& cookie, std::string_view value) {
  struct Row {
    std::string_view name;
    SameSite value;
  };
  static constexpr std::array kRows = {Row{"none", SameSite::None}, Row{"lax", SameSite::Lax},
                                       Row{"strict", SameSite::Strict}};
  cookie.same_site = SameSite::Default;
  for (const auto& row : kRows)
    if (base::equals_ignoring_case(row.name, value)) cookie.same_site = row.value;
}

struct AttributeRule {
  std::string_view name;
  void (*apply)(ParsedCookie&, std::string_view);
};
constexpr std::array kAttributes = {
    AttributeRule{"expires", set_expires},   AttributeRule{"max-age", set_max_age},
    AttributeRule{"domain", set_domain},     AttributeRule{"path", set_path},
    AttributeRule{"secure", set_secure},     AttributeRule{"httponly", set_http_only},
    AttributeRule{"samesite", set_same_site}};

void apply_attribute(ParsedCookie& cookie, std::string_view text) {
  const auto [name, value] = split_attribute(text);
  if (value.size() > kMaxAttributeBytes) return;  // 5.6, attributes, step 6
  for (const auto& rule : kAttributes)
    if (base::equals_ignoring_case(rule.name, name)) rule.apply(cookie, value);
}

std::string_view first_part(std::string_view header) { return header.substr(0, header.find(';')); }

}  // namespace

std::string cookie_name_of(std::string_view header) {
  return std::string(split_pair(first_part(header)).name);
}

bool is_oversized_cookie(std::string_view header) {
  const auto [name, value] = split_pair(first_part(header));
  return name.size() + value.size() > kMaxPairBytes;
}

std::optional<ParsedCookie> parse_set_cookie(std::string_view header) {
  if (std::ranges::any_of(header, is_control)) return std::nullopt;  // 5.6 step 1
  const auto [name, value] = split_pair(first_part(header));         // steps 2 to 4
  if (is_oversized_cookie(header)) return std::nullopt;              // step 5
  if (name.empty() && value.empty()) return std::nullopt;            // 5.7 step 2
  ParsedCookie cookie;
  cookie.name = name;
  cookie.value = value;
  const auto parts = base::split(header, ';');
  for (std::size_t i = 1; i < parts.size(); ++i) apply_attribute(cookie, parts[i]);
  return cookie;
}

}  // namespace flexverify::web
