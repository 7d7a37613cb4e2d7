#include "verifier/web/script_location.h"

#include <algorithm>
#include <array>

#include "verifier/base/text.h"
#include "verifier/web/literal_tokens.h"
#include "verifier/web/script_code.h"

namespace flexverify::web {
namespace {

constexpr std::string_view kLocation = "location";
constexpr std::string_view kSpace = "\t\n\r ";

// What stands in front of "location" must be nothing or names of windows: "a.location" is a
// property of something else, "var location" a variable.
bool is_browser_location(std::string_view code, std::size_t at) {
  constexpr std::array<std::string_view, 6> kWindows = {"window", "document", "top",
                                                        "self",   "parent",   "globalThis"};
  while (at > 0 && code[at - 1] == '.') {
    const std::size_t end = at - 1;
    std::size_t from = end;
    while (from > 0 && is_ascii_name_char(code[from - 1])) --from;
    const std::string_view name = code.substr(from, end - from);
    if (std::find(kWindows.begin(), kWindows.end(), name) == kWindows.end()) return false;
    at = from;
  }
  if (at > 0 && is_ascii_name_char(code[at - 1])) return false;
  const std::string_view before =
      base::trim(code.substr(at > 6 ? at - 6 : 0, std::min<std::size_t>(at, 6)));
  return !(before.ends_with("var") || before.ends_with("let") || before.ends_with("const"));
}

std::size_t skip_space(std::string_view code, std::size_t at) {
  return std::min(code.find_first_not_of(kSpace, at), code.size());
}

bool take(std::string_view code, std::size_t& at, std::string_view token) {
  if (code.substr(at, token.size()) != token) return false;
  at = skip_space(code, at + token.size());
  return true;
}

// The offset of the new location behind `location`: "= x", ".href = x", ".replace(x" or
// ".assign(x"; npos for any other use.
std::size_t offset_of_value(std::string_view code, std::size_t at) {
  at = skip_space(code, at);
  if (take(code, at, ".replace") || take(code, at, ".assign"))
    return take(code, at, "(") ? at : std::string_view::npos;
  take(code, at, ".href");
  const bool compared = code.substr(at, 2) == "==";
  return !compared && take(code, at, "=") ? at : std::string_view::npos;
}

std::optional<std::string> location_in(const Script& script) {
  const std::string_view code = script.code;
  for (std::size_t at = 0; (at = code.find(kLocation, at)) != std::string_view::npos;
       at += kLocation.size()) {
    if (!is_browser_location(code, at) || !runs_by_itself(script, at)) continue;
    const std::size_t value = offset_of_value(code, at + kLocation.size());
    if (value == std::string_view::npos) continue;
    if (auto literal = literal_at(script, value); literal && !literal->empty()) return literal;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> script_location(const Document& document, const Policies& policies) {
  for (const Script& script : scripts_of(document, policies))
    if (auto location = location_in(script)) return location;
  return std::nullopt;
}

}  // namespace flexverify::web
