// Templates, object literals and arrays (ECMA-262 13.2).
#include <utility>

#include "verifier/web/script_parser.h"

namespace flexverify::web {

ScriptNode ScriptParser::template_literal() {
  ScriptNode result = node(NodeKind::Template);
  while (!lost_ && now().kind == TokenKind::TemplateText) {
    result.children.push_back(node(NodeKind::String, now().text));
    ++at_;
    if (now().kind == TokenKind::TemplateEnd) break;
    expect("${");
    result.children.push_back(expression());
    expect("}");
  }
  ++at_;
  return result;
}

ScriptNode ScriptParser::object() {
  ScriptNode result = node(NodeKind::Object);
  expect("{");
  while (!lost_ && !is("}")) {
    result.children.push_back(object_member());
    if (!take(",")) break;
  }
  expect("}");
  return result;
}

// A member whose value is not understood stands alone: the others are still known.
ScriptNode ScriptParser::object_member() {
  const std::size_t begin = at_;
  ScriptNode member = understood_member();
  if (!lost_) return member;
  lost_ = false;
  at_ = end_of_element(begin);
  ScriptNode lost = unknown(begin, at_);
  const bool named = member.kind == NodeKind::Property && !member.text.empty();
  if (!named) return lost;
  ScriptNode result{.kind = NodeKind::Property,
                    .offset = tokens_[begin].offset,
                    .text = member.text,
                    .children = {},
                    .names = {}};
  result.children.push_back(std::move(lost));
  return result;
}

ScriptNode ScriptParser::understood_member() {
  ScriptNode result = node(NodeKind::Spread);
  if (take("...")) {
    result.children.push_back(assignment());
    return result;
  }
  if (is("[")) {
    result.kind = NodeKind::ComputedProperty;
    expect("[");
    result.children.push_back(assignment());
    expect("]");
    expect(":");
    result.children.push_back(assignment());
    return result;
  }
  const TokenKind kind = now().kind;
  if (kind != TokenKind::Name && kind != TokenKind::String && kind != TokenKind::Number)
    return lose();
  return named_member(now().text);
}

ScriptNode ScriptParser::named_member(std::string name) {
  ScriptNode result = node(NodeKind::Property, name);
  const bool shorthand = now().kind == TokenKind::Name;
  ++at_;
  const bool accessor = shorthand && (name == "get" || name == "set") &&
                        (now().kind == TokenKind::Name || now().kind == TokenKind::String);
  const bool deferred = shorthand && name == "async" && now().kind == TokenKind::Name;
  if (deferred) {
    result = node(NodeKind::Property, now().text);
    ++at_;
    result.children.push_back(method(""));
    result.children.back().kind = NodeKind::Deferred;
  } else if (accessor) {
    result = node(NodeKind::Accessor, now().text);
    ++at_;
    result.children.push_back(method(""));
  } else if (take(":")) {
    result.children.push_back(assignment());
  } else if (is("(")) {
    result.children.push_back(method(std::move(name)));
  } else if (shorthand && (is(",") || is("}"))) {
    --at_;
    result.children.push_back(word());
  } else {
    if (!is("*")) break_off();
    return lose();
  }
  return result;
}

ScriptNode ScriptParser::array() {
  ScriptNode result = node(NodeKind::Array);
  expect("[");
  elements(result, "]");
  return result;
}

// Elements of an array or arguments, and the bracket behind them.
void ScriptParser::elements(ScriptNode& parent, std::string_view end) {
  while (!lost_ && !is(end)) {
    parent.children.push_back(is(",") ? node(NodeKind::Hole) : element());
    if (!take(",")) break;
  }
  expect(end);
}

ScriptNode ScriptParser::element() {
  const std::size_t begin = at_;
  ScriptNode result = node(NodeKind::Spread);
  if (take("..."))
    result.children.push_back(assignment());
  else
    result = assignment();
  if (!lost_) return result;
  lost_ = false;
  at_ = end_of_element(begin);
  return unknown(begin, at_);
}

}  // namespace flexverify::web
