// JavaScript, looked at and never executed: enough to tell code from text, and what a page runs
// by itself from what waits for a click.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verifier/web/content_security_policy.h"

namespace flexverify::web {

struct FunctionSpan {
  std::size_t begin;  // of its body, at '{'
  std::size_t end;    // at '}'
  std::string name;   // "" for an anonymous one
  bool called;        // by code that runs, by onload, or as a handler of the load event
};

struct Script {
  std::string source;  // the script's text
  std::string code;    // the source with comments and the insides of strings blanked, same offsets
  std::vector<FunctionSpan> functions;  // whose bodies were not read
};

// The page's inline scripts and the onload attribute of its body, those that its policies let run.
[[nodiscard]] std::vector<Script> scripts_of(const Document& document,
                                             const Policies& policies = {});
// True when no function around the offset waits for an event.
[[nodiscard]] bool runs_by_itself(const Script& script, std::size_t offset);

// The string literal whose opening quote is at the offset, escapes decoded; nullopt when there
// is none, or when it goes on with an operator ("'a' + b" is not a literal value).
[[nodiscard]] std::optional<std::string> literal_at(const Script& script, std::size_t offset);

}  // namespace flexverify::web
