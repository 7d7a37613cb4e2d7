// JavaScript object literals, read and never executed: unquoted keys, both quotes, template
// literals without substitutions, comments, trailing commas, hexadecimal numbers, escapes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verifier/base/json.h"

namespace flexverify::web {

struct LiteralValue {
  base::Json value;  // what could not be read is null
  // Paths of values that are computed ("oauth.redirectUrl"): the first 100, each name in them made
  // printable and cut at 100 bytes, since both come from a server.
  std::vector<std::string> unread;
  std::size_t end = 0;  // offset behind the literal
};

// The value that starts at `offset` (white space and comments before it are skipped). At most 64
// levels deep. A computed value (a call, a variable, an operator) is skipped to the next comma
// or bracket at its level and named in `unread`. nullopt when brackets or quotes do not match.
[[nodiscard]] std::optional<LiteralValue> read_literal(std::string_view source,
                                                       std::size_t offset = 0);
// The literal assigned to a variable or property of that name: `var appConfig = {…}`,
// `window.appConfig = {…}`, `appConfig: {…}`. Text in comments, strings and regular expressions is
// not code.
[[nodiscard]] std::optional<LiteralValue> find_assignment(std::string_view source,
                                                          std::string_view name);

}  // namespace flexverify::web
