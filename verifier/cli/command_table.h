// THE table of commands and their options. The parser, --help, the manual page and the completion
// scripts all come from it.
#pragma once

#include <span>
#include <string_view>

#include "verifier/cli/command_words.h"
#include "verifier/cli/options.h"

namespace flexverify::cli {

struct CommandRow {
  std::string_view name;               // "check"
  std::string_view description;        // one line, for --help and the manual
  std::string_view words;              // the positional arguments, "" when there are none
  std::string_view words_description;  // what the positional arguments are
  Options (*options)();
  Command (*fresh)();    // with every field as it is when nothing is given
  TakeWords take_words;  // reads the positional arguments
};

[[nodiscard]] std::span<const CommandRow> all_commands();

}  // namespace flexverify::cli
