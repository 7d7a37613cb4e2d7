#include "verifier/cli/completion.h"

#include <fmt/format.h>

#include "idp-adapters/adapter.h"
#include "reports/renderer.h"
#include "verifier/base/text.h"
#include "verifier/cli/command_table.h"

namespace flexverify::cli {
namespace {

constexpr std::string_view kShells = "bash zsh fish";

std::string short_name(const OptionRow& option) {
  return option.names.starts_with("--") ? "" : option.names.substr(0, 2);
}

// The words that may stand behind an option, separated by spaces; "" when that cannot be said.
std::string choices(const OptionRow& option) {
  const std::string name = long_name(option);
  if (name == "--idp") {
    std::string names = "auto";
    for (const idp::Adapter* adapter : idp::all_adapters()) names += " " + std::string(adapter->id);
    return names;
  }
  if (name == "--report" || name == "--format") {
    std::string names;
    for (const auto& renderer : reports::all_renderers())
      names +=
          (names.empty() ? "" : " ") + std::string(renderer.name) + (name == "--report" ? "=" : "");
    return name == "--format" && base::contains(option.type, "|")
               ? base::replace_all(option.type, "|", " ")
               : names;
  }
  return base::contains(option.type, "|") ? base::replace_all(option.type, "|", " ") : "";
}

bool takes_file(const OptionRow& option) { return option.type == "FILE"; }

std::string command_names() {
  std::string names;
  for (const CommandRow& row : all_commands())
    names += (names.empty() ? "" : " ") + std::string(row.name);
  return names;
}

std::string option_names(const CommandRow& row) {
  std::string names = "--help";
  for (const OptionRow& option : row.options()) names += " " + long_name(option);
  return names;
}

// --- bash ---

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

std::string bash_script() {
  std::string commands;
  for (const CommandRow& row : all_commands())
    commands += fmt::format("    {}) words=\"{}\" ;;\n", row.name, option_names(row));
  return fmt::format(R"(# bash completion for flexverify
_flexverify() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} command=${{COMP_WORDS[1]}}
  local words
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "{} --help --version" -- "$word"))
    return
  fi
  case "$command:$before" in
    completion:completion) COMPREPLY=($(compgen -W "{}" -- "$word")); return ;;
{}  esac
  case "$command" in
{}    *) return ;;
  esac
  case "$word" in
    -*) COMPREPLY=($(compgen -W "$words" -- "$word")) ;;
    *) COMPREPLY=($(compgen -f -- "$word")) ;;
  esac
}}
complete -o filenames -F _flexverify flexverify
)",
                     command_names(), kShells, bash_values(), commands);
}

// --- zsh ---

std::string zsh_quoted(std::string_view text) {
  return base::replace_all(std::string(text), "'", "'\\''");
}

// In a specification of _arguments, brackets and colons have a meaning.
std::string zsh_text(std::string_view text) {
  std::string out;
  for (const char c : zsh_quoted(text))
    out += (c == '[' || c == ']' || c == ':' ? "\\" : "") + std::string(1, c);
  return out;
}

std::string zsh_option(const OptionRow& option) {
  const std::string value = option.arity == Arity::Flag ? ""
                            : !choices(option).empty()  ? ":value:(" + choices(option) + ")"
                            : takes_file(option)        ? ":file:_files"
                                                        : ":value: ";
  const std::string repeat = option.arity == Arity::Many ? "*" : "";
  return fmt::format("        '{}{}[{}]{}' \\\n", repeat, long_name(option),
                     zsh_text(option.description), value);
}

std::string zsh_script() {
  std::string commands, cases;
  for (const CommandRow& row : all_commands()) {
    commands += fmt::format("    '{}:{}'\n", row.name, zsh_text(row.description));
    cases += fmt::format("    {})\n      _arguments \\\n", row.name);
    for (const OptionRow& option : row.options()) cases += zsh_option(option);
    cases += row.name == "completion" ? fmt::format("        '1:shell:({})' ;;\n", kShells)
                                      : "        '*:file:_files' ;;\n";
  }
  return fmt::format(R"(#compdef flexverify
_flexverify() {{
  local -a commands
  commands=(
{})
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
{}  esac
}}
_flexverify "$@"
)",
                     commands, cases);
}

// --- fish ---

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

std::string fish_script() {
  std::string text = "# fish completion for flexverify\n";
  for (const CommandRow& row : all_commands()) {
    text += fmt::format("complete -c flexverify -n __fish_use_subcommand -f -a {} -d '{}'\n",
                        row.name, fish_text(row.description));
    for (const OptionRow& option : row.options()) text += fish_option(row, option);
  }
  return text + fmt::format(
                    "complete -c flexverify -n '__fish_seen_subcommand_from completion' -f "
                    "-a '{}'\n",
                    kShells);
}

}  // namespace

std::string completion_script(std::string_view shell) {
  if (shell == "bash") return bash_script();
  if (shell == "zsh") return zsh_script();
  if (shell == "fish") return fish_script();
  return "";
}

}  // namespace flexverify::cli
