// String literals of JavaScript.
#include "verifier/base/text.h"
#include "verifier/web/literal_tokens.h"
#include "verifier/web/script_code.h"

namespace flexverify::web {

std::optional<std::string> literal_at(const Script& script, std::size_t offset) {
  constexpr std::string_view kQuotes = "\"'`";
  constexpr std::string_view kEnds = ";,)}\n\r";
  const std::string_view code = script.code;
  if (offset >= code.size() || kQuotes.find(code[offset]) == std::string_view::npos)
    return std::nullopt;
  LiteralTokens tokens(script.source, offset);
  std::string text;
  if (!tokens.string(text)) return std::nullopt;
  const std::size_t next = code.find_first_not_of("\t ", tokens.position());
  if (next != std::string_view::npos && kEnds.find(code[next]) == std::string_view::npos)
    return std::nullopt;
  const bool computed = code[offset] == '`' && base::contains(tokens.since(offset), "${");
  return computed ? std::nullopt : std::optional(std::move(text));
}

}  // namespace flexverify::web
