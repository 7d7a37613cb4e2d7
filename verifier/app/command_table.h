// THE table of commands and their options. The parser, --help, the manual page and the completion
// scripts all come from it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "verifier/app/command_values.h"

namespace flexverify::app {

struct OptionRow {
  std::string names;  // "-q,--quiet": the long name is the last one
  Arity arity = Arity::One;
  std::string type;  // "FILE", "auto|always|never"; "" for a flag
  std::string description;
  std::string group;
};
[[nodiscard]] std::string long_name(const OptionRow& option);

struct CommandRow {
  std::string_view name;
  std::string_view description;
  std::string_view words;  // the positional arguments, "" when there are none
  std::string_view words_description;
  std::vector<OptionRow> (*options)();
  Command (*make)(const Arguments&, const std::string& name);
};

[[nodiscard]] std::span<const CommandRow> all_commands();

}  // namespace flexverify::app
