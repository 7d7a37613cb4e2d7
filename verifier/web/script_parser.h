// The parser behind parse_script(): one cursor over tokens, statements and expressions.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "verifier/web/script_syntax.h"

namespace flexverify::web {

// Deep enough for any file that people write; each level is some frames of the stack.
inline constexpr int kMaxScriptDepth = 100;

class ScriptParser {
 public:
  explicit ScriptParser(std::vector<ScriptToken> tokens) : tokens_(std::move(tokens)) {}
  ScriptNode program();

 private:
  // The cursor.
  [[nodiscard]] const ScriptToken& now() const { return tokens_[at_]; }
  [[nodiscard]] const ScriptToken& ahead(std::size_t count) const;
  [[nodiscard]] bool is(std::string_view punctuator) const;
  [[nodiscard]] bool is_word(std::string_view name) const;
  bool take(std::string_view punctuator);
  bool take_word(std::string_view name);
  void expect(std::string_view punctuator);
  void break_off();
  [[nodiscard]] ScriptNode node(NodeKind kind, std::string text = {}) const;
  // Something is here that is not understood; the enclosing statement or member becomes Unknown.
  ScriptNode lose();
  [[nodiscard]] ScriptNode unknown(std::size_t begin, std::size_t end) const;
  [[nodiscard]] std::size_t end_of_statement(std::size_t begin) const;
  [[nodiscard]] std::size_t end_of_element(std::size_t begin) const;

  // Statements, script_statements.cpp.
  ScriptNode statement();
  ScriptNode understood_statement();
  ScriptNode keyword_statement();
  void statements(ScriptNode& block, std::string_view end);
  ScriptNode block();
  ScriptNode declaration();
  ScriptNode declarator();
  ScriptNode if_statement();
  ScriptNode switch_statement();
  ScriptNode loop_statement();
  ScriptNode do_statement();
  void for_head(ScriptNode& loop);
  ScriptNode try_statement();
  ScriptNode leave_statement(NodeKind kind);
  ScriptNode in_parentheses();
  void end_statement();

  // Functions and patterns, script_functions.cpp.
  ScriptNode function(NodeKind kind);
  ScriptNode method(std::string name);
  ScriptNode arrow(NodeKind kind);
  ScriptNode parameters();
  ScriptNode pattern();
  ScriptNode object_pattern();
  [[nodiscard]] bool at_arrow() const;
  [[nodiscard]] bool at_async() const;

  // Expressions, script_expressions.cpp.
  ScriptNode expression();
  ScriptNode assignment();
  ScriptNode conditional();
  ScriptNode binary(int least);
  ScriptNode unary();
  ScriptNode postfix();
  ScriptNode member_chain(ScriptNode object);
  ScriptNode optional_link(ScriptNode object);
  ScriptNode member_name(NodeKind kind, ScriptNode object);
  ScriptNode index(NodeKind kind, ScriptNode object);
  ScriptNode call(NodeKind kind, ScriptNode callee);
  ScriptNode new_expression();
  ScriptNode primary();
  ScriptNode word();
  ScriptNode template_literal();
  ScriptNode object();
  ScriptNode object_member();
  ScriptNode understood_member();
  ScriptNode named_member(std::string name);
  ScriptNode array();
  void elements(ScriptNode& parent, std::string_view end);
  ScriptNode element();

  std::vector<ScriptToken> tokens_;
  std::size_t at_ = 0;
  bool lost_ = false;    // until the enclosing statement or member took it back
  bool broken_ = false;  // for good: this is no JavaScript
  int depth_ = 0;
};

}  // namespace flexverify::web
