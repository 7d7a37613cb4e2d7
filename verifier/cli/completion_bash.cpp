#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "verifier/base/text.h"
#include "verifier/cli/completion_words.h"

namespace flexverify::cli {
namespace {

std::string bash_values() {
  std::string cases;
  std::vector<std::string> seen;
  for (const CommandRow& row : all_commands())
    for (const OptionRow& option : row.options()) {
      const std::string name = long_name(option);
      const std::string key =
          row.name == "compare" && name == "--format" ? "compare:" + name : name;
      if (std::find(seen.begin(), seen.end(), key) != seen.end()) continue;
      seen.push_back(key);
      if (const std::string words = choices(option); !words.empty())
        cases += fmt::format("    {}) COMPREPLY=($(compgen -W \"{}\" -- \"$word\")); return ;;\n",
                             key == name ? "*:" + name : key, words);
      else if (takes_file(option))
        cases += fmt::format("    *:{}) COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n", name);
    }
  return cases;
}

std::string bash_words(Words words) {
  switch (words) {
    case Words::None:
      return "";
    case Words::Files:
      return R"sh(COMPREPLY=($(compgen -f -- "$word")))sh";
    case Words::Codes:
      return R"sh(COMPREPLY=($(compgen -W ")sh" + all_ids() + R"sh(" -- "$word")))sh";
    case Words::Shells:
      return R"sh(COMPREPLY=($(compgen -W ")sh" + std::string(kShells) + R"sh(" -- "$word")))sh";
    case Words::Targets:
      return "_flexverify_offer_targets \"$word\"";
  }
  return "";
}

}  // namespace

std::string bash_completion() {
  std::string commands;
  std::string positional;
  for (const CommandRow& row : all_commands()) {
    commands += fmt::format("    {}) words=\"{}\" ;;\n", row.name, option_names(row));
    if (const std::string words = bash_words(words_of(row)); !words.empty())
      positional += fmt::format("    {}) {} ;;\n", row.name, words);
  }
  return fmt::format(R"sh(# bash completion for flexverify
_flexverify_targets() {{
  local i file=
  for ((i = 1; i + 1 < ${{#COMP_WORDS[@]}}; ++i)); do
    [ "${{COMP_WORDS[i]}}" != --config ] || file=${{COMP_WORDS[i+1]/#\~/$HOME}}
  done
{}}}
# Not by compgen -W, which would run what a name holds.
_flexverify_offer_targets() {{
  local name
  while read -r name; do
    [[ $name != "$1"* ]] || COMPREPLY+=("$name")
  done < <(_flexverify_targets)
}}
_flexverify() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} command=${{COMP_WORDS[1]}}
  local words
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "{} --help --version" -- "$word"))
    return
  fi
  case "$command:$before" in
{}  esac
  case "$command" in
{}    *) return ;;
  esac
  case "$word" in
    -*) COMPREPLY=($(compgen -W "$words" -- "$word")); return ;;
  esac
  case "$command" in
{}  esac
}}
complete -o filenames -F _flexverify flexverify
)sh",
                     target_names_script(), command_names(), bash_values(), commands, positional);
}

}  // namespace flexverify::cli
