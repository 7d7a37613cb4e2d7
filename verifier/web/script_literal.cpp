// String literals of JavaScript.
#include "verifier/base/text.h"
#include "verifier/web/script_code.h"

namespace flexverify::web {
namespace {

std::optional<unsigned> hex(std::string_view digits) {
  unsigned value = 0;
  for (const char c : digits) {
    const char low = static_cast<char>(c | 0x20);
    if (c >= '0' && c <= '9')
      value = value * 16 + static_cast<unsigned>(c - '0');
    else if (low >= 'a' && low <= 'f')
      value = value * 16 + static_cast<unsigned>(low - 'a' + 10);
    else
      return std::nullopt;
  }
  return digits.empty() ? std::nullopt : std::optional(value);
}

void append_utf8(std::string& out, unsigned c) {
  const auto byte = [&out](unsigned value) { out += static_cast<char>(value); };
  if (c < 0x80) return byte(c);
  if (c < 0x800) {
    byte(0xC0 | c >> 6);
    return byte(0x80 | (c & 0x3F));
  }
  byte(0xE0 | c >> 12);
  byte(0x80 | (c >> 6 & 0x3F));
  byte(0x80 | (c & 0x3F));
}

// ECMAScript 12.9.4, for what follows a backslash. Returns the number of characters read.
std::size_t read_escape(std::string_view rest, std::string& out) {
  constexpr std::string_view kNames = "nrtbfv0";
  constexpr std::string_view kValues{"\n\r\t\b\f\v\0", 7};
  if (rest.empty()) return 0;
  const std::size_t digits = rest[0] == 'x' ? 2 : rest[0] == 'u' ? 4 : 0;
  if (digits != 0 && rest.size() > digits) {
    if (const auto value = hex(rest.substr(1, digits))) {
      append_utf8(out, *value);
      return digits + 1;
    }
  }
  if (rest[0] == '\n') return 1;  // a line continuation
  const std::size_t named = kNames.find(rest[0]);
  out += named == std::string_view::npos ? rest[0] : kValues[named];
  return 1;
}

std::string decode_escapes(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != '\\')
      out += text[at++];
    else
      at += 1 + read_escape(text.substr(at + 1), out);
  }
  return out;
}

}  // namespace

std::optional<std::string> literal_at(const Script& script, std::size_t offset) {
  const std::string_view code = script.code;
  if (offset >= code.size()) return std::nullopt;
  const char quote = code[offset];
  if (quote != '"' && quote != '\'' && quote != '`') return std::nullopt;
  const std::size_t end = code.find(quote, offset + 1);
  if (end == std::string_view::npos) return std::nullopt;
  const std::size_t next = code.find_first_not_of("\t ", end + 1);
  constexpr std::string_view kEnds = ";,)}\n\r";
  if (next != std::string_view::npos && kEnds.find(code[next]) == std::string_view::npos)
    return std::nullopt;
  const std::string_view text =
      std::string_view(script.source).substr(offset + 1, end - offset - 1);
  if (quote == '`' && base::contains(text, "${")) return std::nullopt;
  return decode_escapes(text);
}

}  // namespace flexverify::web
