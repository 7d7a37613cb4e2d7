// Functions and the patterns of declarations (ECMA-262 14.3.3 and 15).
#include "verifier/web/script_parser.h"

namespace flexverify::web {

// Name or "(…)" with "=>" behind it.
bool ScriptParser::at_arrow() const {
  const std::size_t end = is("(") ? now().partner : at_;
  if (end == at_ && now().kind != TokenKind::Name) return false;
  const ScriptToken& next = tokens_[end + 1];
  return next.kind == TokenKind::Punctuator && next.text == "=>";
}

bool ScriptParser::at_async() const {
  return is_word("async") && ahead(1).line == ScriptToken::Line::Same &&
         ahead(1).kind == TokenKind::Name;
}

ScriptNode ScriptParser::function(NodeKind kind) {
  static_cast<void>(take_word("async"));
  const std::size_t offset = now().offset;
  ++at_;
  if (take("*")) kind = NodeKind::Deferred;
  std::string name;
  if (now().kind == TokenKind::Name) {
    name = now().text;
    ++at_;
  }
  ScriptNode result = method(std::move(name));
  result.kind = kind;
  result.offset = offset;
  return result;
}

// Parameters and body.
ScriptNode ScriptParser::method(std::string name) {
  ScriptNode result = node(NodeKind::Function, std::move(name));
  result.children.push_back(parameters());
  result.children.push_back(lost_ ? node(NodeKind::Block) : block());
  return result;
}

ScriptNode ScriptParser::arrow(NodeKind kind) {
  ScriptNode result = node(kind);
  ScriptNode given = node(NodeKind::Parameters);
  if (is("("))
    given = parameters();
  else
    given.children.push_back(pattern());
  result.children.push_back(std::move(given));
  expect("=>");
  if (is("{")) {
    result.children.push_back(block());
    return result;
  }
  ScriptNode body = node(NodeKind::Block);
  body.children.push_back(node(NodeKind::Return));
  body.children.front().children.push_back(assignment());
  result.children.push_back(std::move(body));
  return result;
}

ScriptNode ScriptParser::parameters() {
  ScriptNode result = node(NodeKind::Parameters);
  expect("(");
  while (!lost_ && !is(")")) {
    ScriptNode one = node(NodeKind::RestPattern);
    if (take("...")) {
      one.children.push_back(pattern());
    } else {
      one = pattern();
      if (take("=")) one.children.push_back(assignment());
    }
    result.children.push_back(std::move(one));
    if (!take(",")) break;
  }
  expect(")");
  return result;
}

// A name, "{…}", or, not understood any further, "[…]".
ScriptNode ScriptParser::pattern() {
  if (is("{") && depth_ < kMaxScriptDepth) {
    ++depth_;
    ScriptNode result = object_pattern();
    --depth_;
    return result;
  }
  if (is("[")) {
    const std::size_t begin = at_;
    at_ = now().partner + 1;
    return unknown(begin, at_);
  }
  if (now().kind != TokenKind::Name) return lose();
  ScriptNode result = node(NodeKind::NamePattern, now().text);
  ++at_;
  return result;
}

ScriptNode ScriptParser::object_pattern() {
  ScriptNode result = node(NodeKind::ObjectPattern);
  const std::size_t begin = at_;
  const std::size_t end = now().partner + 1;
  expect("{");
  while (!lost_ && !is("}")) {
    ScriptNode one = node(NodeKind::RestPattern);
    if (take("...")) {
      one.children.push_back(pattern());
    } else {
      one.kind = NodeKind::PatternMember;
      one.text = now().text;
      const bool named = now().kind == TokenKind::Name || now().kind == TokenKind::String;
      if (!named) lost_ = true;
      const std::size_t name = at_++;
      if (!take(":")) at_ = name;
      one.children.push_back(pattern());
      if (take("=")) one.children.back().children.push_back(assignment());
    }
    result.children.push_back(std::move(one));
    if (!take(",")) break;
  }
  expect("}");
  if (!lost_) return result;
  lost_ = false;
  at_ = end;
  return unknown(begin, end);
}

}  // namespace flexverify::web
