// A whole script as tokens, with every bracket's partner. Nothing here is executed.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace flexverify::web {

enum class TokenKind {
  Name,               // also keywords
  Number,             // text as written
  String,             // text without quotes and escapes
  TemplateText,       // what stands between a template's quotes and substitutions
  TemplateEnd,        // its closing quote
  RegularExpression,  // without its flags, which follow as a name
  Punctuator,         // a bracket, "${" or an operator, as long as possible
  End
};

struct ScriptToken {
  TokenKind kind = TokenKind::End;  // of the token
  std::size_t offset = 0;           // where it begins, in bytes
  std::string text;                 // as it is written; of a string, its value
  std::size_t partner = 0;          // index of the other bracket
  enum class Line { Same, New } line = Line::Same;
};

// Where brackets, quotes or comments do not end: the only way in which a script does not parse.
struct ScriptFault {
  std::size_t offset;
  bool certain;  // no "/" before it may have opened a regular expression
};

// Ends with a token End. A template is TemplateText, then for each substitution "${", its tokens,
// "}" and TemplateText, then TemplateEnd.
[[nodiscard]] std::variant<std::vector<ScriptToken>, ScriptFault> script_tokens(
    std::string_view source);

}  // namespace flexverify::web
