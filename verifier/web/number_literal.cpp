#include "verifier/web/number_literal.h"

#include <charconv>
#include <cstdint>

#include "verifier/web/literal_tokens.h"

namespace flexverify::web {
namespace {

std::optional<std::int64_t> integer(std::string_view digits, int radix) {
  std::int64_t value = 0;
  const auto [stop, error] = std::from_chars(digits.begin(), digits.end(), value, radix);
  return error == std::errc() && stop == digits.end() ? std::optional(value) : std::nullopt;
}

bool is_exponent(char c) { return c == 'e' || c == 'E'; }

}  // namespace

std::size_t number_length(std::string_view text) {
  const bool hexadecimal = text.starts_with("0x") || text.starts_with("0X");
  std::size_t i = 0;
  for (; i < text.size(); ++i) {
    const char c = text[i];
    const bool sign = (c == '+' || c == '-') && i > 0 && is_exponent(text[i - 1]) && !hexadecimal;
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    if (!is_literal_digit(c) && c != '.' && !sign && !letter) break;
  }
  return i;
}

std::optional<base::Json> read_number(std::string_view text) {
  if (text.starts_with("0x") || text.starts_with("0X")) {
    text.remove_prefix(2);
    if (text.starts_with('-')) return std::nullopt;
    const auto value = integer(text, 16);
    return value ? std::optional<base::Json>(*value) : std::nullopt;
  }
  if (text.size() > 1 && text[0] == '0' && is_literal_digit(text[1])) return std::nullopt;
  if (const auto value = integer(text, 10)) return *value;
  double value = 0;
  const auto [stop, error] = std::from_chars(text.begin(), text.end(), value);
  return error == std::errc() && stop == text.end() ? std::optional<base::Json>(value)
                                                    : std::nullopt;
}

}  // namespace flexverify::web
