#include "verifier/web/object_literal.h"

#include "verifier/base/text.h"
#include "verifier/web/literal_tokens.h"
#include "verifier/web/number_literal.h"

namespace flexverify::web {
namespace {

using base::Json;

constexpr int kMaxDepth = 64;
// Names come from a server: without bounds a long one, repeated for each item below it, would
// grow with the square of the source.
constexpr std::size_t kMaxUnread = 100;
constexpr std::size_t kMaxName = 100;

bool is_one_of(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

class Reader {
 public:
  Reader(std::string_view source, std::size_t offset) : tokens_(source, offset) {}

  // Fills in `out`, or fails when brackets or quotes do not match.
  bool value(Json& out);
  [[nodiscard]] std::size_t position() const { return tokens_.position(); }
  std::vector<std::string> unread;

 private:
  bool object(Json& out);
  bool array(Json& out);
  bool member(Json::Object& members);
  bool item(Json::Array& items);
  bool literal(Json& out);
  bool quoted(Json& out);
  bool number(Json& out);
  bool key(std::string& out);
  bool separator(char closing);
  bool skip_expression();
  bool settle(Json& out);
  bool compute(Json& out);
  void enter(std::string_view name) { path_.push_back(base::printable(name, kMaxName)); }
  void leave() { path_.pop_back(); }

  LiteralTokens tokens_;
  std::vector<std::string> path_;
  bool unclosed_quote_ = false;
};

bool Reader::number(Json& out) {
  const bool negative = tokens_.c() == '-';
  if (is_one_of(tokens_.c(), "+-")) tokens_.pass(1);
  if (!is_literal_digit(tokens_.c()) && tokens_.c() != '.') return false;
  const std::size_t length = number_length(tokens_.rest());
  auto read = read_number(tokens_.rest().substr(0, length));
  tokens_.pass(length);
  if (!read) return false;
  if (auto* whole = std::get_if<std::int64_t>(&read->value); whole != nullptr && negative)
    *whole = -*whole;
  if (auto* real = std::get_if<double>(&read->value); real != nullptr && negative) *real = -*real;
  out.value = std::move(read->value);
  return true;
}

bool Reader::quoted(Json& out) {
  std::string text;
  const std::size_t start = position();
  unclosed_quote_ = !tokens_.string(text);
  if (unclosed_quote_) return false;
  const std::string_view source = tokens_.since(start);
  if (source[0] == '`' && base::contains(source, "${")) return false;
  out.value = std::move(text);
  return true;
}

// Strings, numbers, true, false, null. False: something computed starts here.
bool Reader::literal(Json& out) {
  const char first = tokens_.c();
  if (is_one_of(first, "\"'`")) return quoted(out);
  if (is_literal_digit(first) || is_one_of(first, "+-.")) return number(out);
  const std::string_view word = tokens_.name();
  if (word == "true" || word == "false") out.value = word == "true";
  return word == "true" || word == "false" || word == "null" || word == "undefined";
}

// Skips to the comma or bracket that ends the expression at this level.
bool Reader::skip_expression() {
  std::string open;
  while (tokens_.skip_trivia() && !tokens_.at_end()) {
    const char here = tokens_.c();
    if (open.empty() && is_one_of(here, ",}]);")) return true;
    if (is_one_of(here, "([{")) open += here;
    if (is_one_of(here, ")]}")) {
      const char wanted = here == ')' ? '(' : here == ']' ? '[' : '{';
      if (open.back() != wanted) return false;
      open.pop_back();
    }
    if (!tokens_.skip_token()) return false;
  }
  return tokens_.at_end() && open.empty();
}

bool Reader::compute(Json& out) {
  out.value = nullptr;
  if (unread.size() < kMaxUnread) unread.push_back(base::join(path_, "."));
  return skip_expression();
}

// Behind a value: when an operator or a call follows, it was only part of an expression. At the
// outermost level anything may follow, as a line break ends a statement.
bool Reader::settle(Json& out) {
  if (path_.empty()) return true;
  if (!tokens_.skip_trivia()) return false;
  return tokens_.at_end() || is_one_of(tokens_.c(), ",}]);") || compute(out);
}

bool Reader::key(std::string& out) {
  if (is_one_of(tokens_.c(), "\"'")) {
    unclosed_quote_ = !tokens_.string(out);
    return !unclosed_quote_;
  }
  out = tokens_.name();
  return !out.empty();
}

// Behind a member or an item: a comma, or the closing bracket, which stays.
bool Reader::separator(char closing) {
  if (!tokens_.skip_trivia()) return false;
  if (tokens_.c() != ',') return tokens_.c() == closing;
  tokens_.pass(1);
  return true;
}

bool Reader::member(Json::Object& members) {
  base::JsonMember member;
  const bool named = key(member.name);
  if (unclosed_quote_) return false;
  const bool has_value = named && tokens_.skip_trivia() && tokens_.c() == ':';
  enter(named ? member.name : "…");
  Json ignored;
  if (has_value) tokens_.pass(1);
  // Without a value it is a method, a spread, a shorthand or a computed key.
  const bool read = has_value ? value(member.value) : compute(ignored);
  leave();
  if (has_value) members.push_back(std::move(member));
  return read && separator('}');
}

bool Reader::object(Json& out) {
  Json::Object members;
  tokens_.pass(1);
  while (tokens_.skip_trivia() && !tokens_.at_end()) {
    if (tokens_.c() == '}') {
      tokens_.pass(1);
      out.value = std::move(members);
      return true;
    }
    if (!member(members)) return false;
  }
  return false;
}

bool Reader::item(Json::Array& items) {
  Json item;
  enter(std::to_string(items.size()));
  const bool read = value(item);
  leave();
  items.push_back(std::move(item));
  return read && separator(']');
}

bool Reader::array(Json& out) {
  Json::Array items;
  tokens_.pass(1);
  while (tokens_.skip_trivia() && !tokens_.at_end()) {
    if (tokens_.c() == ']') {
      tokens_.pass(1);
      out.value = std::move(items);
      return true;
    }
    if (tokens_.c() == ',') {  // a hole
      tokens_.pass(1);
    } else if (!item(items)) {
      return false;
    }
  }
  return false;
}

// Bounded by kMaxDepth: the path has one name a level.
bool Reader::value(Json& out) {
  if (path_.size() > kMaxDepth || !tokens_.skip_trivia() || tokens_.at_end()) return false;
  out.offset = position();
  const char first = tokens_.c();
  if (first == '{') return object(out) && settle(out);
  if (first == '[') return array(out) && settle(out);
  if (is_one_of(first, "}]),;")) return false;
  if (literal(out)) return settle(out);
  return !unclosed_quote_ && compute(out);
}

}  // namespace

std::optional<LiteralValue> read_literal(std::string_view source, std::size_t offset) {
  Reader reader(source, offset);
  LiteralValue result;
  if (!reader.value(result.value)) return std::nullopt;
  result.end = reader.position();
  result.unread = std::move(reader.unread);
  return result;
}

std::optional<LiteralValue> find_assignment(std::string_view source, std::string_view name) {
  LiteralTokens tokens(source, 0);
  while (tokens.skip_trivia() && !tokens.at_end()) {
    if (!tokens.at_name()) {
      if (!tokens.skip_token()) return std::nullopt;
      continue;
    }
    if (tokens.name() != name || !tokens.skip_trivia()) continue;
    const char sign = tokens.c();
    if (sign != '=' && sign != ':') continue;
    tokens.pass(1);
    if (sign == '=' && tokens.c() == '=') continue;  // a comparison
    if (!tokens.skip_trivia()) return std::nullopt;
    if (tokens.c() != '{') continue;  // computed, or another kind of value
    return read_literal(source, tokens.position());
  }
  return std::nullopt;
}

}  // namespace flexverify::web
