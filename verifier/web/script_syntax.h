// A script as a tree of statements and expressions (ECMA-262 13 to 16), as far as it is understood.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "verifier/web/script_tokens.h"

namespace flexverify::web {

enum class NodeKind {
  Unknown,  // not understood; `names` are the variables that it may touch
  // Expressions. `text` is a name, an operator, or the text of a literal.
  Undefined,
  Null,
  True,
  False,
  Number,
  String,
  RegularExpression,
  Template,  // String, expression, String, …
  Name,
  This,
  Object,            // Property, ComputedProperty, Spread, Accessor
  Property,          // text: value
  ComputedProperty,  // [name]: value
  Accessor,          // get or set text
  Array,             // elements, Spread, Hole
  Hole,
  Spread,
  Member,  // object.text
  Index,   // object[key]
  OptionalMember,
  OptionalIndex,
  Call,  // callee, arguments
  OptionalCall,
  New,
  Unary,
  Binary,  // also && || ??
  Conditional,
  Assign,  // target, value; text is "=", "+=" …
  Update,  // ++ and --
  Sequence,
  Function,    // Parameters, Block; text is its name
  Arrow,       // the same; `this` is the one outside
  Deferred,    // async functions and generators: when they run, and how far, is not known
  Parameters,  // patterns
  // Patterns.
  NamePattern,    // text, default value or nothing
  ObjectPattern,  // PatternMember, RestPattern
  PatternMember,  // text: pattern
  RestPattern,
  // Statements.
  Empty,
  Declare,     // text is var, let or const; Declarator
  Declarator,  // pattern, value or nothing
  Block,
  If,
  Switch,       // value, Case
  Case,         // test, Block
  DefaultCase,  // Block
  Loop,         // everything in it, in order
  Return,
  Break,  // and continue
  Throw,
  Try,    // Block, Catch or Empty, Block or Empty
  Catch,  // pattern or Empty, Block
};

struct ScriptNode {
  NodeKind kind = NodeKind::Unknown;  // of the node
  std::size_t offset = 0;             // where it begins, in bytes
  std::string text;                   // a name, operator or literal
  std::vector<ScriptNode> children;   // their meaning is the kind's
  std::vector<std::string> names;     // of Unknown
};

// A Block, or the place at which brackets, quotes or comments do not match. Whatever is not
// understood becomes Unknown, down to the single member of an object where that is possible.
[[nodiscard]] std::variant<ScriptNode, ScriptFault> parse_script(std::string_view source);

}  // namespace flexverify::web
