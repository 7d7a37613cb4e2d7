// The cursor of the parser, and statements.
#include <algorithm>
#include <array>
#include <set>

#include "verifier/web/script_parser.h"

namespace flexverify::web {
namespace {

bool is_bracket(const ScriptToken& token, std::string_view text) {
  return token.kind == TokenKind::Punctuator && token.text == text;
}

bool opens(const ScriptToken& token) {
  return token.kind == TokenKind::Punctuator && token.partner > 0 &&
         (token.text == "(" || token.text == "[" || token.text == "{" || token.text == "${");
}

bool closes(const ScriptToken& token) {
  return is_bracket(token, ")") || is_bracket(token, "]") || is_bracket(token, "}");
}

}  // namespace

const ScriptToken& ScriptParser::ahead(std::size_t count) const {
  return tokens_[std::min(at_ + count, tokens_.size() - 1)];
}

bool ScriptParser::is(std::string_view punctuator) const { return is_bracket(now(), punctuator); }

bool ScriptParser::is_word(std::string_view name) const {
  return now().kind == TokenKind::Name && now().text == name;
}

bool ScriptParser::take(std::string_view punctuator) {
  if (lost_ || !is(punctuator)) return false;
  ++at_;
  return true;
}

bool ScriptParser::take_word(std::string_view name) {
  if (lost_ || !is_word(name)) return false;
  ++at_;
  return true;
}

void ScriptParser::expect(std::string_view punctuator) {
  if (!lost_ && !take(punctuator)) break_off();
}

// Everything before this was understood, and nothing of the language can follow it here.
void ScriptParser::break_off() {
  lost_ = true;
  broken_ = true;
}

ScriptNode ScriptParser::node(NodeKind kind, std::string text) const {
  return {
      .kind = kind, .offset = now().offset, .text = std::move(text), .children = {}, .names = {}};
}

ScriptNode ScriptParser::lose() {
  lost_ = true;
  return node(NodeKind::Unknown);
}

// Every name that is no member's: what the code between may read, change or call.
ScriptNode ScriptParser::unknown(std::size_t begin, std::size_t end) const {
  std::set<std::string_view> names;
  for (std::size_t i = begin; i < end; ++i) {
    const bool member =
        i > 0 && (is_bracket(tokens_[i - 1], ".") || is_bracket(tokens_[i - 1], "?."));
    if (tokens_[i].kind == TokenKind::Name && !member) names.insert(tokens_[i].text);
  }
  return {.kind = NodeKind::Unknown,
          .offset = tokens_[begin].offset,
          .text = {},
          .children = {},
          .names = {names.begin(), names.end()}};
}

// Behind the semicolon, or behind a block that ends its line, or at the end of the enclosing block.
std::size_t ScriptParser::end_of_statement(std::size_t begin) const {
  for (std::size_t i = begin;; ++i) {
    if (tokens_[i].kind == TokenKind::End || closes(tokens_[i])) return i;
    if (is_bracket(tokens_[i], ";")) return i + 1;
    if (!opens(tokens_[i])) continue;
    const bool block = tokens_[i].text == "{";
    i = tokens_[i].partner;
    if (block && tokens_[i + 1].line == ScriptToken::Line::New) return i + 1;
  }
}

// At the comma or bracket that ends a member or an element at this level.
std::size_t ScriptParser::end_of_element(std::size_t begin) const {
  std::size_t i = begin;
  while (tokens_[i].kind != TokenKind::End && !closes(tokens_[i]) && !is_bracket(tokens_[i], ","))
    i = opens(tokens_[i]) ? tokens_[i].partner + 1 : i + 1;
  return i;
}

ScriptNode ScriptParser::program() {
  ScriptNode all = node(NodeKind::Block);
  statements(all, "");
  if (!broken_) return all;
  // A browser runs nothing of a script with an error in it: nothing that it says is known.
  all.children.clear();
  all.children.push_back(unknown(0, tokens_.size()));
  return all;
}

void ScriptParser::statements(ScriptNode& block, std::string_view end) {
  while (!lost_ && now().kind != TokenKind::End && !is(end)) block.children.push_back(statement());
}

ScriptNode ScriptParser::statement() {
  const std::size_t begin = at_;
  if (++depth_ < kMaxScriptDepth) {
    ScriptNode result = understood_statement();
    --depth_;
    if (!lost_) return result;
  } else {
    --depth_;
  }
  lost_ = false;
  at_ = end_of_statement(begin);
  return unknown(begin, at_);
}

ScriptNode ScriptParser::understood_statement() {
  if (take(";")) return node(NodeKind::Empty);
  if (is("{")) return block();
  if (now().kind == TokenKind::Name) return keyword_statement();
  ScriptNode result = expression();
  end_statement();
  return result;
}

ScriptNode ScriptParser::keyword_statement() {
  const std::string& word = now().text;
  const bool colon = is_bracket(ahead(1), ":");
  if (colon) return lose();  // a label
  if (word == "var" || word == "const" || word == "let") return declaration();
  if (word == "if") return if_statement();
  if (word == "switch") return switch_statement();
  if (word == "for" || word == "while") return loop_statement();
  if (word == "do") return do_statement();
  if (word == "try") return try_statement();
  if (word == "return") return leave_statement(NodeKind::Return);
  if (word == "throw") return leave_statement(NodeKind::Throw);
  if (word == "break" || word == "continue") return leave_statement(NodeKind::Break);
  if (word == "function") return function(NodeKind::Function);
  if (at_async() && ahead(1).text == "function") return function(NodeKind::Deferred);
  constexpr std::array<std::string_view, 6> kStrange = {"class", "import",   "export",
                                                        "with",  "debugger", "yield"};
  if (std::ranges::find(kStrange, word) != kStrange.end()) return lose();
  ScriptNode result = expression();
  end_statement();
  return result;
}

// ECMA-262 12.10: a semicolon may be left out at a line break and before "}".
void ScriptParser::end_statement() {
  if (take(";") || is("}") || now().kind == TokenKind::End) return;
  if (!lost_ && now().line == ScriptToken::Line::Same) break_off();
}

ScriptNode ScriptParser::block() {
  ScriptNode result = node(NodeKind::Block);
  expect("{");
  statements(result, "}");
  expect("}");
  return result;
}

ScriptNode ScriptParser::declaration() {
  ScriptNode result = node(NodeKind::Declare, now().text);
  ++at_;
  do result.children.push_back(declarator());
  while (take(","));
  end_statement();
  return result;
}

ScriptNode ScriptParser::declarator() {
  ScriptNode result = node(NodeKind::Declarator);
  result.children.push_back(pattern());
  if (take("=")) result.children.push_back(assignment());
  return result;
}

ScriptNode ScriptParser::in_parentheses() {
  expect("(");
  ScriptNode result = expression();
  expect(")");
  return result;
}

ScriptNode ScriptParser::if_statement() {
  ScriptNode result = node(NodeKind::If);
  ++at_;
  result.children.push_back(in_parentheses());
  if (lost_) return result;
  result.children.push_back(statement());
  if (take_word("else")) result.children.push_back(statement());
  return result;
}

ScriptNode ScriptParser::switch_statement() {
  ScriptNode result = node(NodeKind::Switch);
  ++at_;
  result.children.push_back(in_parentheses());
  expect("{");
  while (!lost_ && !is("}")) {
    const bool labelled = is_word("case");
    ScriptNode one = node(labelled ? NodeKind::Case : NodeKind::DefaultCase);
    if (!labelled && !is_word("default")) lost_ = true;
    ++at_;
    if (labelled) one.children.push_back(expression());
    expect(":");
    ScriptNode body = node(NodeKind::Block);
    while (!lost_ && !is("}") && !is_word("case") && !is_word("default"))
      body.children.push_back(statement());
    one.children.push_back(std::move(body));
    result.children.push_back(std::move(one));
  }
  expect("}");
  return result;
}

void ScriptParser::for_head(ScriptNode& loop) {
  expect("(");
  // The three parts, or "x of y": all that matters is what they may change.
  const std::size_t end = lost_ ? at_ : tokens_[at_ - 1].partner;
  loop.children.push_back(unknown(at_, end));
  at_ = end;
  expect(")");
}

ScriptNode ScriptParser::loop_statement() {
  ScriptNode result = node(NodeKind::Loop);
  ++at_;
  static_cast<void>(take_word("await"));
  for_head(result);
  if (!lost_) result.children.push_back(statement());
  return result;
}

ScriptNode ScriptParser::do_statement() {
  ScriptNode result = node(NodeKind::Loop);
  ++at_;
  result.children.push_back(statement());
  if (!take_word("while")) return lose();
  for_head(result);
  static_cast<void>(take(";"));
  return result;
}

ScriptNode ScriptParser::try_statement() {
  ScriptNode result = node(NodeKind::Try);
  ++at_;
  result.children.push_back(block());
  ScriptNode handler = node(NodeKind::Empty);
  if (take_word("catch")) {
    handler.kind = NodeKind::Catch;
    ScriptNode error = node(NodeKind::Empty);
    if (take("(")) {
      error = pattern();
      expect(")");
    }
    handler.children.push_back(std::move(error));
    handler.children.push_back(block());
  }
  result.children.push_back(std::move(handler));
  result.children.push_back(take_word("finally") ? block() : node(NodeKind::Empty));
  return result;
}

ScriptNode ScriptParser::leave_statement(NodeKind kind) {
  ScriptNode result = node(kind);
  ++at_;
  const bool bare =
      is(";") || is("}") || now().kind == TokenKind::End || now().line == ScriptToken::Line::New;
  if (!bare && kind == NodeKind::Break) return lose();  // to a label
  if (!bare) result.children.push_back(expression());
  end_statement();
  return result;
}

}  // namespace flexverify::web
