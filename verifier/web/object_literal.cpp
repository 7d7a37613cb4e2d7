#include "verifier/web/object_literal.h"

#include <algorithm>
#include <charconv>

#include "verifier/base/text.h"

namespace flexverify::web {
namespace {

using base::Json;

constexpr int kMaxDepth = 64;
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool is_space(char c) { return std::string_view(" \t\n\r\f\v").find(c) != std::string_view::npos; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name_char(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}

int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

void append_utf8(std::string& out, char32_t c) {
  const auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
  if (c < 0x80) {
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

// A cursor over JavaScript source. Everything it does is linear in what it passes.
class Reader {
 public:
  Reader(std::string_view source, std::size_t offset) : in_(source), p_(offset) {}

  // Fills in `out`, or fails when brackets or quotes do not match.
  bool value(Json& out, const std::string& path, int depth);
  [[nodiscard]] std::size_t position() const { return p_; }
  std::vector<std::string> unread;

  // For the search of an assignment.
  [[nodiscard]] bool at_end() const { return p_ >= in_.size(); }
  [[nodiscard]] char c() const { return at_end() ? '\0' : in_[p_]; }
  bool skip_trivia();
  bool skip_token();
  std::string name();
  void advance() { ++p_; }

 private:
  bool object(Json& out, const std::string& path, int depth);
  bool array(Json& out, const std::string& path, int depth);
  bool literal(Json& out);
  bool number(Json& out);
  bool string(std::string& out);
  bool escape(std::string& out);
  std::optional<char32_t> hex(std::size_t digits);
  bool key(std::string& out);
  bool separator(char closing);
  bool skip_expression();
  bool settle(Json& out, const std::string& path);

  std::string_view in_;
  std::size_t p_;
};

// White space and comments. False for a comment without an end.
bool Reader::skip_trivia() {
  while (!at_end()) {
    if (is_space(c())) {
      ++p_;
    } else if (in_.substr(p_, 2) == "//") {
      p_ = std::min(in_.find('\n', p_), in_.size());
    } else if (in_.substr(p_, 2) == "/*") {
      const std::size_t end = in_.find("*/", p_ + 2);
      if (end == std::string_view::npos) return false;
      p_ = end + 2;
    } else if (in_.substr(p_, 3) == "\xEF\xBB\xBF") {
      p_ += 3;
    } else {
      break;
    }
  }
  return true;
}

std::string Reader::name() {
  const std::size_t start = p_;
  while (!at_end() && is_name_char(c())) ++p_;
  return std::string(in_.substr(start, p_ - start));
}

// One token of code that is not understood: a name, a string, or one character.
bool Reader::skip_token() {
  if (is_name_char(c())) {
    static_cast<void>(name());
    return true;
  }
  if (c() == '"' || c() == '\'' || c() == '`') {
    std::string ignored;
    return string(ignored);
  }
  ++p_;
  return true;
}

std::optional<char32_t> Reader::hex(std::size_t digits) {
  char32_t value = 0;
  for (std::size_t i = 0; i < digits; ++i, ++p_) {
    const int digit = at_end() ? -1 : hex_digit(c());
    if (digit < 0) return std::nullopt;
    value = value * 16 + static_cast<char32_t>(digit);
  }
  return value;
}

bool Reader::escape(std::string& out) {
  const char kind = c();
  ++p_;
  switch (kind) {
    case 'n':
      out += '\n';
      return true;
    case 't':
      out += '\t';
      return true;
    case 'r':
      out += '\r';
      return true;
    case 'b':
      out += '\b';
      return true;
    case 'f':
      out += '\f';
      return true;
    case 'v':
      out += '\v';
      return true;
    case '0':
      out += '\0';
      return true;
    case '\n':
      return true;  // a line continuation
    case 'x': {
      const auto value = hex(2);
      if (value) append_utf8(out, *value);
      return value.has_value();
    }
    case 'u': {
      auto value = hex(4);
      if (!value) return false;
      if (*value >= 0xD800 && *value < 0xDC00 && in_.substr(p_, 2) == "\\u") {
        p_ += 2;
        const auto low = hex(4);
        if (!low) return false;
        value = *low >= 0xDC00 && *low < 0xE000
                    ? 0x10000 + ((*value - 0xD800) << 10) + (*low - 0xDC00)
                    : 0xFFFD;
      }
      if (*value >= 0xD800 && *value < 0xE000) {
        out += kReplacement;
      } else {
        append_utf8(out, *value);
      }
      return true;
    }
    default:
      out += kind;
      return true;
  }
}

// From the opening quote to behind the closing one. A template literal with a substitution is
// read to its end; the caller sees "${" in it.
bool Reader::string(std::string& out) {
  const char quote = c();
  ++p_;
  while (!at_end()) {
    const char here = c();
    ++p_;
    if (here == quote) return true;
    if (here == '\n' && quote != '`') return false;
    if (here != '\\') {
      out += here;
    } else if (at_end() || !escape(out)) {
      return false;
    }
  }
  return false;
}

bool Reader::number(Json& out) {
  const std::size_t start = p_;
  if (c() == '-' || c() == '+') ++p_;
  const bool hexadecimal = in_.substr(p_, 2) == "0x" || in_.substr(p_, 2) == "0X";
  if (hexadecimal) {
    p_ += 2;
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(in_.data() + p_, in_.data() + in_.size(), value, 16);
    p_ = static_cast<std::size_t>(end - in_.data());
    out.value = value;
    return error == std::errc();
  }
  double value = 0;
  const std::size_t digits = in_[start] == '+' ? start + 1 : start;
  const auto [end, error] = std::from_chars(in_.data() + digits, in_.data() + in_.size(), value);
  if (error != std::errc()) return false;
  p_ = static_cast<std::size_t>(end - in_.data());
  const std::string_view text = in_.substr(start, p_ - start);
  if (text.find_first_of(".eE") == std::string_view::npos && value > -9e15 && value < 9e15) {
    out.value = static_cast<std::int64_t>(value);
  } else {
    out.value = value;
  }
  return true;
}

// Strings, numbers, true, false, null. False: something computed starts here.
bool Reader::literal(Json& out) {
  const char first = c();
  if (first == '"' || first == '\'' || first == '`') {
    std::string text;
    const std::size_t start = p_;
    if (!string(text)) {
      p_ = in_.size();  // no closing quote: nothing behind it can be read
      return false;
    }
    const bool computed = first == '`' && base::contains(in_.substr(start, p_ - start), "${");
    if (computed) return false;
    out.value = std::move(text);
    return true;
  }
  if (is_digit(first) || first == '-' || first == '+' || first == '.') return number(out);
  const std::string word = name();
  if (word == "true" || word == "false") {
    out.value = word == "true";
    return true;
  }
  return word == "null" || word == "undefined";
}

// Skips to the comma or bracket that ends the expression at this level.
bool Reader::skip_expression() {
  std::string open;
  while (!at_end()) {
    if (!skip_trivia()) return false;
    const char here = c();
    if (open.empty() && (here == ',' || here == '}' || here == ']' || here == ')' || here == ';'))
      return true;
    if (here == '(' || here == '[' || here == '{') open += here;
    if (here == ')' || here == ']' || here == '}') {
      const char wanted = here == ')' ? '(' : here == ']' ? '[' : '{';
      if (open.back() != wanted) return false;
      open.pop_back();
    }
    if (!skip_token()) return false;
  }
  return open.empty();
}

// Behind a value: when an operator or a call follows, it was only part of an expression.
bool Reader::settle(Json& out, const std::string& path) {
  if (!skip_trivia()) return false;
  const char here = c();
  if (at_end() || here == ',' || here == '}' || here == ']' || here == ')' || here == ';')
    return true;
  // A line break ends a statement at the outermost level.
  if (path.empty()) return true;
  out.value = nullptr;
  unread.push_back(path);
  return skip_expression();
}

bool Reader::key(std::string& out) {
  if (c() == '"' || c() == '\'') return string(out);
  out = name();
  return !out.empty();
}

// Behind a member or an item: a comma, or the closing bracket, which stays.
bool Reader::separator(char closing) {
  if (!skip_trivia()) return false;
  if (c() != ',') return c() == closing;
  ++p_;
  return true;
}

bool Reader::object(Json& out, const std::string& path, int depth) {  // NOLINT(misc-no-recursion)
  Json::Object members;
  ++p_;
  for (;;) {
    if (!skip_trivia() || at_end()) return false;
    if (c() == '}') {
      ++p_;
      out.value = std::move(members);
      return true;
    }
    base::JsonMember member;
    const std::size_t start = p_;
    const bool has_key = key(member.name) && skip_trivia() && c() == ':';
    const std::string inner = path.empty() ? member.name : path + "." + member.name;
    if (!has_key) {  // a method, a spread, a shorthand or a computed key
      p_ = std::max(p_, start);
      unread.push_back(inner.empty() ? path + "…" : inner);
      if (!skip_expression() || !separator('}')) return false;
      continue;
    }
    ++p_;
    if (!value(member.value, inner, depth + 1) || !separator('}')) return false;
    members.push_back(std::move(member));
  }
}

bool Reader::array(Json& out, const std::string& path, int depth) {  // NOLINT(misc-no-recursion)
  Json::Array items;
  ++p_;
  for (;;) {
    if (!skip_trivia() || at_end()) return false;
    if (c() == ']') {
      ++p_;
      out.value = std::move(items);
      return true;
    }
    if (c() == ',') {
      ++p_;
      continue;
    }
    Json item;
    const std::string inner = path + "." + std::to_string(items.size());
    if (!value(item, inner, depth + 1) || !separator(']')) return false;
    items.push_back(std::move(item));
  }
}

// Bounded by kMaxDepth.
bool Reader::value(Json& out, const std::string& path, int depth) {  // NOLINT(misc-no-recursion)
  if (depth > kMaxDepth || !skip_trivia() || at_end()) return false;
  out.offset = p_;
  const std::size_t start = p_;
  if (c() == '{') return object(out, path, depth) && settle(out, path);
  if (c() == '[') return array(out, path, depth) && settle(out, path);
  if (c() == '}' || c() == ']' || c() == ')' || c() == ',' || c() == ';') return false;
  if (literal(out)) return settle(out, path);
  if (p_ >= in_.size() && start < p_ && (in_[start] == '"' || in_[start] == '\'')) return false;
  out.value = nullptr;
  unread.push_back(path);
  return skip_expression();
}

}  // namespace

std::optional<LiteralValue> read_literal(std::string_view source, std::size_t offset) {
  Reader reader(source, offset);
  LiteralValue result;
  if (!reader.value(result.value, "", 0)) return std::nullopt;
  result.end = reader.position();
  result.unread = std::move(reader.unread);
  return result;
}

std::optional<LiteralValue> find_assignment(std::string_view source, std::string_view name) {
  Reader reader(source, 0);
  while (reader.skip_trivia() && !reader.at_end()) {
    if (!is_name_char(reader.c())) {
      if (!reader.skip_token()) return std::nullopt;
      continue;
    }
    if (reader.name() != name || !reader.skip_trivia()) continue;
    const char sign = reader.c();
    if (sign != '=' && sign != ':') continue;
    reader.advance();
    if (sign == '=' && reader.c() == '=') continue;  // a comparison
    if (!reader.skip_trivia()) return std::nullopt;
    if (reader.c() != '{') continue;  // computed, or another kind of value
    return read_literal(source, reader.position());
  }
  return std::nullopt;
}

}  // namespace flexverify::web
