// Expressions (ECMA-262 13).
#include <algorithm>
#include <array>
#include <utility>

#include "verifier/web/script_parser.h"

namespace flexverify::web {
namespace {

// Of operators or of member names in a row: each is a level of the tree.
constexpr int kMaxChain = 500;

struct Operator {
  std::string_view text;
  int precedence;
};
// "??" and "||" share a level: they may not be mixed without brackets anyway.
constexpr std::array<Operator, 26> kBinary = {{{"?"
                                                "?",
                                                1},
                                               {"||", 1},
                                               {"&&", 2},
                                               {"|", 3},
                                               {"^", 4},
                                               {"&", 5},
                                               {"==", 6},
                                               {"!=", 6},
                                               {"===", 6},
                                               {"!==", 6},
                                               {"<", 7},
                                               {">", 7},
                                               {"<=", 7},
                                               {">=", 7},
                                               {"in", 7},
                                               {"instanceof", 7},
                                               {"<<", 8},
                                               {">>", 8},
                                               {">>>", 8},
                                               {"+", 9},
                                               {"-", 9},
                                               {"*", 10},
                                               {"/", 10},
                                               {"%", 10},
                                               {"**", 11},
                                               {"", 0}}};

int precedence(const ScriptToken& token) {
  const bool word = token.kind == TokenKind::Name;
  if (!word && token.kind != TokenKind::Punctuator) return 0;
  const auto* found = std::ranges::find(kBinary, std::string_view(token.text), &Operator::text);
  return found == kBinary.end() ? 0 : found->precedence;
}

bool is_assignment(const ScriptToken& token) {
  constexpr std::array<std::string_view, 16> kSigns = {"=",
                                                       "+=",
                                                       "-=",
                                                       "*=",
                                                       "/=",
                                                       "%=",
                                                       "&=",
                                                       "|=",
                                                       "^=",
                                                       "**=",
                                                       "<<=",
                                                       ">>=",
                                                       ">>>=",
                                                       "&&=",
                                                       "||=",
                                                       "?"
                                                       "?="};
  return token.kind == TokenKind::Punctuator &&
         std::ranges::find(kSigns, std::string_view(token.text)) != kSigns.end();
}

bool is_target(const ScriptNode& node) {
  return node.kind == NodeKind::Name || node.kind == NodeKind::Member ||
         node.kind == NodeKind::Index;
}

bool is_unary(const ScriptToken& token) {
  constexpr std::array<std::string_view, 8> kUnary = {"!",      "-",    "+",      "~",
                                                      "typeof", "void", "delete", "await"};
  return (token.kind == TokenKind::Punctuator || token.kind == TokenKind::Name) &&
         std::ranges::find(kUnary, std::string_view(token.text)) != kUnary.end();
}

// Words that begin something which is not understood.
bool is_strange(std::string_view word) {
  constexpr std::array<std::string_view, 7> kStrange = {"class", "import", "yield",  "super",
                                                        "case",  "in",     "default"};
  return std::ranges::find(kStrange, word) != kStrange.end();
}

}  // namespace

ScriptNode ScriptParser::expression() {
  ScriptNode first = assignment();
  if (lost_ || !is(",")) return first;
  ScriptNode all = node(NodeKind::Sequence);
  all.children.push_back(std::move(first));
  while (take(",")) all.children.push_back(assignment());
  return all;
}

ScriptNode ScriptParser::assignment() {
  if (lost_ || depth_ >= kMaxScriptDepth) return lose();
  ++depth_;
  ScriptNode result = conditional();
  if (!lost_ && is_assignment(now())) {
    if (!is_target(result)) {
      --depth_;
      return lose();  // destructuring, or nothing that can be assigned to
    }
    ScriptNode whole = node(NodeKind::Assign, now().text);
    ++at_;
    whole.children.push_back(std::move(result));
    whole.children.push_back(assignment());
    result = std::move(whole);
  }
  --depth_;
  return result;
}

ScriptNode ScriptParser::conditional() {
  ScriptNode test = binary(1);
  if (!take("?")) return test;
  ScriptNode result = node(NodeKind::Conditional);
  result.offset = test.offset;
  result.children.push_back(std::move(test));
  result.children.push_back(assignment());
  expect(":");
  result.children.push_back(assignment());
  return result;
}

// Precedence climbing: operators of at least this precedence.
ScriptNode ScriptParser::binary(int least) {
  ScriptNode left = unary();
  for (int length = 0; !lost_; ++length) {
    const int here = precedence(now());
    if (here == 0 || here < least) break;
    if (length == kMaxChain) return lose();
    ScriptNode whole = node(NodeKind::Binary, now().text);
    whole.offset = left.offset;
    ++at_;
    whole.children.push_back(std::move(left));
    whole.children.push_back(binary(here + 1));
    left = std::move(whole);
  }
  return left;
}

ScriptNode ScriptParser::unary() {
  if (lost_ || depth_ >= kMaxScriptDepth) return lose();
  ++depth_;
  ScriptNode result;
  if (is("++") || is("--")) {
    result = node(NodeKind::Update);
    ++at_;
    result.children.push_back(unary());
  } else if (is_unary(now())) {
    result = node(NodeKind::Unary, now().text);
    ++at_;
    result.children.push_back(unary());
  } else {
    result = postfix();
  }
  --depth_;
  return result;
}

ScriptNode ScriptParser::postfix() {
  ScriptNode operand = member_chain(primary());
  const bool update = (is("++") || is("--")) && now().line == ScriptToken::Line::Same;
  if (lost_ || !update) return operand;
  ScriptNode result = node(NodeKind::Update);
  ++at_;
  result.children.push_back(std::move(operand));
  return result;
}

ScriptNode ScriptParser::member_chain(ScriptNode object) {
  for (int length = 0; !lost_; ++length) {
    if (length == kMaxChain) return lose();
    if (take(".")) {
      object = member_name(NodeKind::Member, std::move(object));
    } else if (is("[")) {
      object = index(NodeKind::Index, std::move(object));
    } else if (is("(")) {
      object = call(NodeKind::Call, std::move(object));
    } else if (take("?.")) {
      object = optional_link(std::move(object));
    } else if (now().kind == TokenKind::TemplateText) {
      return lose();  // a tagged template
    } else {
      break;
    }
  }
  return object;
}

ScriptNode ScriptParser::optional_link(ScriptNode object) {
  if (is("(")) return call(NodeKind::OptionalCall, std::move(object));
  if (is("[")) return index(NodeKind::OptionalIndex, std::move(object));
  return member_name(NodeKind::OptionalMember, std::move(object));
}

ScriptNode ScriptParser::member_name(NodeKind kind, ScriptNode object) {
  if (now().kind != TokenKind::Name) return lose();
  ScriptNode result = node(kind, now().text);
  result.offset = object.offset;
  ++at_;
  result.children.push_back(std::move(object));
  return result;
}

ScriptNode ScriptParser::index(NodeKind kind, ScriptNode object) {
  ScriptNode result = node(kind);
  result.offset = object.offset;
  expect("[");
  result.children.push_back(std::move(object));
  result.children.push_back(expression());
  expect("]");
  return result;
}

ScriptNode ScriptParser::call(NodeKind kind, ScriptNode callee) {
  ScriptNode result = node(kind);
  result.offset = callee.offset;
  result.children.push_back(std::move(callee));
  expect("(");
  elements(result, ")");
  return result;
}

ScriptNode ScriptParser::new_expression() {
  ScriptNode result = node(NodeKind::New);
  ++at_;
  if (is(".") || is_word("new")) return lose();  // new.target, new new X
  ScriptNode callee = primary();
  for (int length = 0; take("."); ++length) {
    if (length == kMaxChain) return lose();
    callee = member_name(NodeKind::Member, std::move(callee));
  }
  result.children.push_back(std::move(callee));
  if (take("(")) elements(result, ")");
  return result;
}

ScriptNode ScriptParser::primary() {
  if (lost_) return lose();
  switch (now().kind) {
    case TokenKind::Name:
      return word();
    case TokenKind::Number: {
      ScriptNode result = node(NodeKind::Number, now().text);
      ++at_;
      return result;
    }
    case TokenKind::String: {
      ScriptNode result = node(NodeKind::String, now().text);
      ++at_;
      return result;
    }
    case TokenKind::RegularExpression: {
      ScriptNode result = node(NodeKind::RegularExpression);
      ++at_;
      if (now().kind == TokenKind::Name && now().line == ScriptToken::Line::Same &&
          precedence(now()) == 0)
        ++at_;  // flags
      return result;
    }
    case TokenKind::TemplateText:
      return template_literal();
    case TokenKind::Punctuator:
      break;
    case TokenKind::TemplateEnd:
    case TokenKind::End:
      return lose();
  }
  if (is("(") && at_arrow()) return arrow(NodeKind::Arrow);
  if (is("{")) return object();
  if (is("[")) return array();
  if (is("(")) return in_parentheses();
  // Newer syntax, or a regular expression that was taken for a division.
  const bool perhaps = is("#") || is("@") || is("/") || is("/=");
  if (!perhaps) break_off();
  return lose();
}

ScriptNode ScriptParser::word() {
  constexpr std::array<std::pair<std::string_view, NodeKind>, 5> kConstants = {
      {{"undefined", NodeKind::Undefined},
       {"null", NodeKind::Null},
       {"true", NodeKind::True},
       {"false", NodeKind::False},
       {"this", NodeKind::This}}};
  if (is_word("function")) return function(NodeKind::Function);
  if (is_word("new")) return new_expression();
  if (at_async() && ahead(1).text == "function") return function(NodeKind::Deferred);
  if (is_word("async") && ahead(1).line == ScriptToken::Line::Same && !at_arrow()) {
    ++at_;
    if (at_arrow()) return arrow(NodeKind::Deferred);
    --at_;
  }
  if (at_arrow()) return arrow(NodeKind::Arrow);
  if (is_strange(now().text)) return lose();
  const auto* found = std::ranges::find(kConstants, std::string_view(now().text),
                                        &std::pair<std::string_view, NodeKind>::first);
  ScriptNode result = node(found == kConstants.end() ? NodeKind::Name : found->second, now().text);
  ++at_;
  return result;
}

std::variant<ScriptNode, ScriptFault> parse_script(std::string_view source) {
  auto tokens = script_tokens(source);
  if (const auto* fault = std::get_if<ScriptFault>(&tokens)) return *fault;
  return ScriptParser(std::move(std::get<std::vector<ScriptToken>>(tokens))).program();
}

}  // namespace flexverify::web
