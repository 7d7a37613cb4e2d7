// What the completion scripts of all shells say: which words may stand where.
#pragma once

#include <string>
#include <string_view>

#include "verifier/cli/command_table.h"

namespace flexverify::cli {

inline constexpr std::string_view kShells = "bash zsh fish";

// What a positional argument of a command is.
enum class Words { None, Files, Codes, Shells, Targets };
[[nodiscard]] Words words_of(const CommandRow& row);

// Separated by spaces: every command, every finding, the options of a command.
[[nodiscard]] std::string command_names();
[[nodiscard]] std::string all_ids();
[[nodiscard]] std::string option_names(const CommandRow& row);
// The words that may stand behind an option; "" when that cannot be said.
[[nodiscard]] std::string choices(const OptionRow& option);
[[nodiscard]] bool takes_file(const OptionRow& option);
// "-q", or "".
[[nodiscard]] std::string short_name(const OptionRow& option);

// In the language of sh: prints the names of the targets of $file, or of the configuration that
// check would find. A name with a blank in it is left out.
[[nodiscard]] std::string_view target_names_script();

// The script of each shell.
[[nodiscard]] std::string bash_completion();
[[nodiscard]] std::string zsh_completion();
[[nodiscard]] std::string fish_completion();

}  // namespace flexverify::cli
