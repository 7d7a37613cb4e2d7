// JavaScript source as tokens, for the reader of object literals. Nothing here is executed.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace flexverify::web {

// A cursor over source text. All calls together are linear in the text that they pass.
class LiteralTokens {
 public:
  LiteralTokens(std::string_view source, std::size_t offset) : in_(source), p_(offset) {}

  [[nodiscard]] std::size_t position() const { return p_; }
  [[nodiscard]] bool at_end() const { return p_ >= in_.size(); }
  // The byte here; NUL at the end.
  [[nodiscard]] char c() const { return at_end() ? '\0' : in_[p_]; }
  [[nodiscard]] bool at_name() const;
  // What is left, from here on.
  [[nodiscard]] std::string_view rest() const;
  [[nodiscard]] std::string_view since(std::size_t start) const;

  // Passes `count` bytes of punctuation or of a number.
  void pass(std::size_t count);
  // White space and comments. False for a comment without an end.
  [[nodiscard]] bool skip_trivia();
  // The name that stands here, "" for none.
  std::string_view name();
  // From the opening quote to behind the closing one, appended to `out` without its escapes.
  // False when there is no closing quote. A template literal keeps its "${...}" as text.
  [[nodiscard]] bool string(std::string& out);
  // The text of a template from here to behind its closing quote or to behind a "${", appended to
  // `out` without its escapes. Says which of the two ended it: '`' or '{'; nullopt for neither.
  [[nodiscard]] std::optional<char> template_text(std::string& out);
  // One token of code that is not understood: a name, a string, a regular expression, or one
  // character. False for a string without an end.
  [[nodiscard]] bool skip_token();

 private:
  bool escape(std::string& out);
  bool unicode_escape(std::string& out);
  std::optional<char32_t> hex(std::size_t digits);
  std::optional<char32_t> code_point_in_braces();
  bool skip_regular_expression();

  std::string_view in_;
  std::size_t p_;
  // Behind a name, a number, a string or a closing bracket "/" divides.
  bool after_operand_ = false;
  std::size_t no_expression_before_ = 0;
};

[[nodiscard]] bool is_literal_digit(char c);
// Letters, digits, "_" and "$".
[[nodiscard]] bool is_ascii_name_char(char c);

}  // namespace flexverify::web
