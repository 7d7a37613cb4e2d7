#include "verifier/web/literal_tokens.h"

#include <algorithm>
#include <array>
#include <utility>

namespace flexverify::web {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr char32_t kLastCodePoint = 0x10FFFF;

// ECMA-262 12.2 and 12.3 beyond ASCII; editors and web pages bring them in by copying.
constexpr std::array<std::string_view, 8> kWideSpaces = {
    "\xC2\xA0",     "\xE1\x9A\x80", "\xE2\x80\xA8", "\xE2\x80\xA9",
    "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80", "\xEF\xBB\xBF"};

// Words behind which a value starts, so that "/" opens a regular expression.
constexpr std::array<std::string_view, 12> kPrefixWords = {
    "return", "typeof", "case", "in",   "of", "delete",
    "void",   "throw",  "new",  "else", "do", "instanceof"};

// The single-character escapes of ECMA-262 12.9.4.
constexpr std::array<std::pair<char, char>, 7> kEscapes = {
    {{'n', '\n'}, {'t', '\t'}, {'r', '\r'}, {'b', '\b'}, {'f', '\f'}, {'v', '\v'}, {'0', '\0'}}};

// How many bytes of white space the text starts with, 0 for none.
std::size_t space_length(std::string_view text) {
  if (text.empty()) return 0;
  const auto byte = static_cast<unsigned char>(text[0]);
  if (byte < 0x80) return std::string_view(" \t\n\r\f\v").find(text[0]) == text.npos ? 0 : 1;
  // U+2000 to U+200A
  if (text.starts_with("\xE2\x80") && text.size() > 2 &&
      static_cast<unsigned char>(text[2]) <= 0x8A)
    return 3;
  const auto* found = std::find_if(kWideSpaces.begin(), kWideSpaces.end(),
                                   [&](std::string_view space) { return text.starts_with(space); });
  return found == kWideSpaces.end() ? 0 : found->size();
}

bool is_line_break(char c) { return c == '\n' || c == '\r'; }

int hex_digit(char c) {
  if (is_literal_digit(c)) return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool is_high_surrogate(char32_t c) { return c >= 0xD800 && c < 0xDC00; }
bool is_low_surrogate(char32_t c) { return c >= 0xDC00 && c < 0xE000; }

// A surrogate alone becomes U+FFFD.
void append_utf8(std::string& out, char32_t c) {
  const auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
  if (is_high_surrogate(c) || is_low_surrogate(c)) {
    out += kReplacement;
  } else if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | c >> 6);
    put(0x80 | (c & 63));
  } else if (c < 0x10000) {
    put(0xE0 | c >> 12);
    put(0x80 | (c >> 6 & 63));
    put(0x80 | (c & 63));
  } else {
    put(0xF0 | c >> 18);
    put(0x80 | (c >> 12 & 63));
    put(0x80 | (c >> 6 & 63));
    put(0x80 | (c & 63));
  }
}

}  // namespace

bool is_ascii_name_char(char c) {
  return is_literal_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         c == '$';
}

bool is_literal_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view LiteralTokens::rest() const { return in_.substr(std::min(p_, in_.size())); }

std::string_view LiteralTokens::since(std::size_t start) const {
  return in_.substr(start, p_ - start);
}

bool LiteralTokens::at_name() const {
  if (static_cast<unsigned char>(c()) < 0x80) return is_ascii_name_char(c());
  return space_length(rest()) == 0;
}

void LiteralTokens::pass(std::size_t count) {
  p_ = std::min(p_ + count, in_.size());
  const char last = p_ == 0 ? '\0' : in_[p_ - 1];
  after_operand_ = is_ascii_name_char(last) || last == ')' || last == ']' || last == '}';
}

bool LiteralTokens::skip_trivia() {
  while (!at_end()) {
    if (const std::size_t space = space_length(rest()); space > 0) {
      p_ += space;
    } else if (rest().starts_with("//")) {
      p_ = std::min(in_.find_first_of("\r\n", p_), in_.size());
    } else if (rest().starts_with("/*")) {
      const std::size_t end = in_.find("*/", p_ + 2);
      if (end == std::string_view::npos) return false;
      p_ = end + 2;
    } else {
      break;
    }
  }
  return true;
}

std::string_view LiteralTokens::name() {
  const std::size_t start = p_;
  while (!at_end() && at_name()) ++p_;
  const std::string_view word = since(start);
  if (!word.empty())
    after_operand_ =
        std::find(kPrefixWords.begin(), kPrefixWords.end(), word) == kPrefixWords.end();
  return word;
}

bool LiteralTokens::skip_token() {
  if (at_name()) {
    static_cast<void>(name());
    return true;
  }
  if (c() == '"' || c() == '\'' || c() == '`') {
    std::string ignored;
    return string(ignored);
  }
  if (c() == '/' && !after_operand_ && skip_regular_expression()) return true;
  pass(1);
  return true;
}

// ECMA-262 12.9.5: to the "/" outside of brackets, on one line.
bool LiteralTokens::skip_regular_expression() {
  if (p_ < no_expression_before_) return false;
  bool in_class = false;
  std::size_t i = p_ + 1;
  for (; i < in_.size() && !is_line_break(in_[i]); ++i) {
    if (in_[i] == '/' && !in_class) {
      p_ = i + 1;
      after_operand_ = true;
      return true;
    }
    if (in_[i] == '[') in_class = true;
    if (in_[i] == ']') in_class = false;
    if (in_[i] == '\\' && i + 1 < in_.size() && !is_line_break(in_[i + 1])) ++i;
  }
  // Looked through once; another try on the same line would make it quadratic.
  no_expression_before_ = i;
  return false;
}

bool LiteralTokens::string(std::string& out) {
  const char quote = c();
  ++p_;
  after_operand_ = true;
  while (!at_end()) {
    const char here = c();
    ++p_;
    if (here == quote) return true;
    if (is_line_break(here) && quote != '`') return false;
    if (here != '\\') {
      out += here;
    } else if (at_end() || !escape(out)) {
      return false;
    }
  }
  return false;
}

std::optional<char> LiteralTokens::template_text(std::string& out) {
  while (!at_end()) {
    const char here = c();
    ++p_;
    if (here == '`' || (here == '$' && c() == '{')) {
      after_operand_ = here == '`';
      p_ += here == '`' ? 0 : 1;
      return here == '`' ? '`' : '{';
    }
    if (here != '\\') {
      out += here;
    } else if (at_end() || !escape(out)) {
      return std::nullopt;
    }
  }
  return std::nullopt;
}

std::optional<char32_t> LiteralTokens::hex(std::size_t digits) {
  char32_t value = 0;
  for (std::size_t i = 0; i < digits; ++i, ++p_) {
    const int digit = hex_digit(c());
    if (digit < 0) return std::nullopt;
    value = value * 16 + static_cast<char32_t>(digit);
  }
  return value;
}

bool LiteralTokens::escape(std::string& out) {
  const char kind = c();
  ++p_;
  if (kind == '\r' && c() == '\n') ++p_;
  if (kind == '\r' || kind == '\n') return true;  // a line continuation
  if (kind == 'u') return unicode_escape(out);
  if (kind == 'x') {
    const auto value = hex(2);
    if (value) append_utf8(out, *value);
    return value.has_value();
  }
  const auto* found = std::find_if(kEscapes.begin(), kEscapes.end(),
                                   [&](const auto& row) { return row.first == kind; });
  out += found == kEscapes.end() ? kind : found->second;
  return true;
}

// "\u{1F600}", behind the "u".
std::optional<char32_t> LiteralTokens::code_point_in_braces() {
  char32_t value = 0;
  const std::size_t start = ++p_;
  for (; hex_digit(c()) >= 0; ++p_) {
    value = value * 16 + static_cast<char32_t>(hex_digit(c()));
    if (value > kLastCodePoint) return std::nullopt;
  }
  if (p_ == start || c() != '}') return std::nullopt;
  ++p_;
  return value;
}

bool LiteralTokens::unicode_escape(std::string& out) {
  const auto value = c() == '{' ? code_point_in_braces() : hex(4);
  if (!value) return false;
  const std::size_t behind = p_;
  if (is_high_surrogate(*value) && rest().starts_with("\\u")) {
    p_ += 2;
    const auto low = hex(4);
    if (low && is_low_surrogate(*low)) {
      append_utf8(out, 0x10000 + ((*value - 0xD800) << 10U) + (*low - 0xDC00));
      return true;
    }
    p_ = behind;  // not a pair: the second escape stands for itself
  }
  append_utf8(out, *value);
  return true;
}

}  // namespace flexverify::web
