#include "verifier/web/script_tokens.h"

#include <algorithm>
#include <array>

#include "verifier/web/literal_tokens.h"
#include "verifier/web/number_literal.h"

namespace flexverify::web {
namespace {

// Longest first (ECMA-262 12.8), but for "/=", which looks like a regular expression.
constexpr std::array<std::string_view, 34> kOperators = {">>>=",
                                                         "...",
                                                         "===",
                                                         "!==",
                                                         "**=",
                                                         "<<=",
                                                         ">>=",
                                                         ">>>",
                                                         "&&=",
                                                         "||=",
                                                         "?"
                                                         "?=",
                                                         "=>",
                                                         "==",
                                                         "!=",
                                                         "<=",
                                                         ">=",
                                                         "&&",
                                                         "||",
                                                         "?"
                                                         "?",
                                                         "?.",
                                                         "++",
                                                         "--",
                                                         "+=",
                                                         "-=",
                                                         "*=",
                                                         "%=",
                                                         "&=",
                                                         "|=",
                                                         "^=",
                                                         "<<",
                                                         ">>",
                                                         "**",
                                                         "/=",
                                                         "${"};

// `?.5:` is a condition with a number (ECMA-262 12.8).
std::size_t operator_length(std::string_view rest) {
  const auto* found =
      std::ranges::find_if(kOperators, [&](std::string_view one) { return rest.starts_with(one); });
  if (found == kOperators.end() || *found == "${") return 1;
  const bool number = *found == "?." && rest.size() > 2 && is_literal_digit(rest[2]);
  return number ? 1 : found->size();
}

bool is_opening(std::string_view text) {
  return text == "(" || text == "[" || text == "{" || text == "${";
}

bool fits(std::string_view opening, char closing) {
  return closing == (opening == "(" ? ')' : opening == "[" ? ']' : '}');
}

class Lexer {
 public:
  explicit Lexer(std::string_view source) : in_(source, 0) {}

  std::variant<std::vector<ScriptToken>, ScriptFault> run() {
    while (in_.skip_trivia() && !in_.at_end())
      if (!one()) return fault(tokens_.empty() ? 0 : tokens_.back().offset);
    if (!in_.at_end()) return fault(in_.position());  // a comment without an end
    if (!open_.empty()) return fault(tokens_[open_.back()].offset);
    add(TokenKind::End);
    return std::move(tokens_);
  }

 private:
  [[nodiscard]] ScriptFault fault(std::size_t offset) const { return {offset, !divided_}; }

  ScriptToken& add(TokenKind kind) {
    const std::string_view between = in_.since(end_of_last_);
    const bool broken = between.find_first_of("\r\n") != std::string_view::npos;
    tokens_.push_back({.kind = kind,
                       .offset = in_.position(),
                       .text = {},
                       .line = broken ? ScriptToken::Line::New : ScriptToken::Line::Same});
    return tokens_.back();
  }

  bool one() {
    const bool fine = token();
    end_of_last_ = in_.position();
    return fine;
  }

  bool token() {
    const char c = in_.c();
    if (c == '"' || c == '\'') return in_.string(add(TokenKind::String).text);
    if (c == '`') {
      in_.pass(1);
      return template_text();
    }
    const bool point = c == '.' && in_.rest().size() > 1 && is_literal_digit(in_.rest()[1]);
    if (is_literal_digit(c) || point) return number();
    if (in_.at_name()) {
      add(TokenKind::Name);
      tokens_.back().text = in_.name();
      return true;
    }
    return c == '/' ? slash() : punctuator();
  }

  bool number() {
    const std::size_t length = number_length(in_.rest());
    add(TokenKind::Number).text = in_.rest().substr(0, length);
    in_.pass(length);
    return true;
  }

  bool template_text() {
    const auto end = in_.template_text(add(TokenKind::TemplateText).text);
    if (!end) return false;
    ScriptToken& next = add(*end == '`' ? TokenKind::TemplateEnd : TokenKind::Punctuator);
    if (*end == '`') return true;
    next.text = "${";
    open_.push_back(tokens_.size() - 1);
    return true;
  }

  bool slash() {
    const std::size_t start = in_.position();
    ScriptToken& token = add(TokenKind::RegularExpression);
    if (!in_.skip_token()) return false;
    if (in_.position() > start + 1) return true;
    token.kind = TokenKind::Punctuator;
    token.text = "/";
    const bool after_bracket = tokens_.size() > 1 && (tokens_[tokens_.size() - 2].text == ")" ||
                                                      tokens_[tokens_.size() - 2].text == "}");
    divided_ |= after_bracket;
    return true;
  }

  bool punctuator() {
    const std::size_t length = operator_length(in_.rest());
    ScriptToken& token = add(TokenKind::Punctuator);
    token.text = in_.rest().substr(0, length);
    in_.pass(length);
    if (is_opening(token.text)) open_.push_back(tokens_.size() - 1);
    const char c = token.text[0];
    return (c != ')' && c != ']' && c != '}') || close(c);
  }

  bool close(char closing) {
    if (open_.empty() || !fits(tokens_[open_.back()].text, closing)) return false;
    ScriptToken& opening = tokens_[open_.back()];
    opening.partner = tokens_.size() - 1;
    tokens_.back().partner = open_.back();
    open_.pop_back();
    return opening.text != "${" || template_text();
  }

  LiteralTokens in_;
  std::vector<ScriptToken> tokens_;
  std::vector<std::size_t> open_;  // indices of brackets without a partner
  std::size_t end_of_last_ = 0;
  bool divided_ = false;  // "/" stood behind a bracket
};

}  // namespace

std::variant<std::vector<ScriptToken>, ScriptFault> script_tokens(std::string_view source) {
  return Lexer(source).run();
}

}  // namespace flexverify::web
