#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "verifier/base/text.h"
#include "verifier/cli/completion_words.h"

namespace flexverify::cli {
namespace {

std::string fish_text(std::string_view text) {
  return base::replace_all(base::replace_all(std::string(text), "\\", "\\\\"), "'", "\\'");
}

std::string fish_option(const CommandRow& row, const OptionRow& option) {
  const std::string brief = short_name(option);
  std::string line =
      fmt::format("complete -c flexverify -n '__fish_seen_subcommand_from {}'{} -l {}", row.name,
                  brief.empty() ? "" : " -s " + brief.substr(1), long_name(option).substr(2));
  if (option.arity != Arity::Flag) line += takes_file(option) ? " -r -F" : " -x";
  if (const std::string words = choices(option); !words.empty()) line += " -a '" + words + "'";
  return line + " -d '" + fish_text(option.description) + "'\n";
}

std::string fish_words(const CommandRow& row) {
  const std::string begin =
      fmt::format("complete -c flexverify -n '__fish_seen_subcommand_from {}' ", row.name);
  switch (words_of(row)) {
    case Words::None:
      return begin + "-f\n";
    case Words::Files:
      return "";
    case Words::Codes:
      return begin + "-f -a '" + all_ids() + "'\n";
    case Words::Shells:
      return begin + "-f -a '" + std::string(kShells) + "'\n";
    case Words::Targets:
      return begin + "-f -a '(__flexverify_targets)'\n";
  }
  return "";
}

constexpr std::string_view kFishTargets = R"(function __flexverify_targets
    set -l words (commandline -opc)
    set -l config_home "$XDG_CONFIG_HOME"
    test -n "$config_home"; or set config_home ~/.config
    set -l files flexverify.json $config_home/flexverify/flexverify.json /etc/flexverify/flexverify.json
    if set -l at (contains -i -- --config $words)
        set files $words[(math $at + 1)]
    end
    for file in $files
        test -e "$file"; or continue
        flexverify config-check $file 2>/dev/null | string match -r -g '^  (\S+)$'
        return
    end
end
)";

}  // namespace

std::string fish_completion() {
  std::string text = "# fish completion for flexverify\n" + std::string(kFishTargets);
  for (const CommandRow& row : all_commands()) {
    text += fmt::format("complete -c flexverify -n __fish_use_subcommand -f -a {} -d '{}'\n",
                        row.name, fish_text(row.description));
    for (const OptionRow& option : row.options()) text += fish_option(row, option);
    text += fish_words(row);
  }
  return text;
}

}  // namespace flexverify::cli
