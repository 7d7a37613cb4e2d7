// RFC 6265bis draft-22 5.1.1: dates as servers have written them since Netscape, token by token.
#include <array>
#include <chrono>
#include <cstddef>

#include "verifier/base/text.h"
#include "verifier/web/cookie.h"

namespace flexverify::web {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// delimiter = %x09 / %x20-2F / %x3B-40 / %x5B-60 / %x7B-7E
bool is_delimiter(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte == 0x09 || (byte >= 0x20 && byte <= 0x2f) || (byte >= 0x3b && byte <= 0x40) ||
         (byte >= 0x5b && byte <= 0x60) || (byte >= 0x7b && byte <= 0x7e);
}

// Between `least` and `most` digits that are not followed by another one; they are consumed.
std::optional<int> take_number(std::string_view& text, std::size_t least, std::size_t most) {
  std::size_t count = 0;
  int value = 0;
  while (count < text.size() && is_digit(text[count])) {
    if (count == most) return std::nullopt;
    value = value * 10 + (text[count++] - '0');
  }
  if (count < least) return std::nullopt;
  text.remove_prefix(count);
  return value;
}

struct Fields {
  bool has_time = false;
  int hour = 0, minute = 0, second = 0;
  std::optional<int> day, month, year;
};

// time = hms-time [ non-digit *OCTET ]
bool read_time(Fields& fields, std::string_view token) {
  std::array<int, 3> parts{};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) {
      if (!token.starts_with(':')) return false;
      token.remove_prefix(1);
    }
    const auto number = take_number(token, 1, 2);
    if (!number) return false;
    parts[i] = *number;
  }
  fields.has_time = true;
  fields.hour = parts[0];
  fields.minute = parts[1];
  fields.second = parts[2];
  return true;
}

bool read_month(Fields& fields, std::string_view token) {
  static constexpr std::array<std::string_view, 12> kMonths = {
      "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
  for (std::size_t i = 0; i < kMonths.size(); ++i)
    if (base::equals_ignoring_case(token.substr(0, 3), kMonths[i])) {
      fields.month = static_cast<int>(i) + 1;
      return true;
    }
  return false;
}

// Step 2: each token is the first thing that is still missing and that it can be.
void read_token(Fields& fields, std::string_view token) {
  if (!fields.has_time && read_time(fields, token)) return;
  if (!fields.day) {
    auto rest = token;
    fields.day = take_number(rest, 1, 2);
    if (fields.day) return;
  }
  if (!fields.month && read_month(fields, token)) return;
  if (!fields.year) fields.year = take_number(token, 2, 4);
}

Fields read_tokens(std::string_view text) {
  Fields fields;
  std::size_t at = 0;
  while (at < text.size()) {
    if (is_delimiter(text[at])) {
      ++at;
      continue;
    }
    const auto begin = at;
    while (at < text.size() && !is_delimiter(text[at])) ++at;
    read_token(fields, text.substr(begin, at - begin));
  }
  return fields;
}

// Steps 3 and 4.
int full_year(int year) {
  if (year >= 70 && year <= 99) return year + 1900;
  if (year >= 0 && year <= 69) return year + 2000;
  return year;
}

}  // namespace

std::optional<base::WallTime> parse_cookie_date(std::string_view text) {
  using namespace std::chrono;
  const auto fields = read_tokens(text);
  if (!fields.has_time || !fields.day || !fields.month || !fields.year) return std::nullopt;
  const int year_value = full_year(*fields.year);
  // Step 5; the last two conditions of a valid date are checked by the calendar (step 6).
  if (year_value < 1601 || fields.hour > 23 || fields.minute > 59 || fields.second > 59)
    return std::nullopt;
  const year_month_day date{year{year_value}, month{static_cast<unsigned>(*fields.month)},
                            day{static_cast<unsigned>(*fields.day)}};
  if (!date.ok()) return std::nullopt;
  return base::WallTime{sys_days{date} + hours{fields.hour} + minutes{fields.minute} +
                        seconds{fields.second}};
}

}  // namespace flexverify::web
