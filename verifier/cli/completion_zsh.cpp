#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "verifier/base/text.h"
#include "verifier/cli/completion_words.h"

namespace flexverify::cli {
namespace {

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

std::string zsh_words(Words words) {
  switch (words) {
    case Words::None:
      return "        '*: : ' ;;\n";
    case Words::Files:
      return "        '*:file:_files' ;;\n";
    case Words::Codes:
      return "        '1:code:(" + all_ids() + ")' ;;\n";
    case Words::Shells:
      return "        '1:shell:(" + std::string(kShells) + ")' ;;\n";
    case Words::Targets:
      return "        '*:target:_flexverify_targets' ;;\n";
  }
  return "";
}

}  // namespace

std::string zsh_completion() {
  std::string commands, cases;
  for (const CommandRow& row : all_commands()) {
    commands += fmt::format("    '{}:{}'\n", row.name, zsh_text(row.description));
    cases += fmt::format("    {})\n      _arguments \\\n", row.name);
    for (const OptionRow& option : row.options()) cases += zsh_option(option);
    cases += zsh_words(words_of(row));
  }
  return fmt::format(R"sh(#compdef flexverify
_flexverify_names() {{
  local file=$1
{}}}
_flexverify_targets() {{
  compadd -- ${{(f)"$(_flexverify_names "${{opt_args[--config]}}")"}}
}}
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
# Loaded by the completion system from its path, or read by a shell: then it registers itself.
if [ "$funcstack[1]" = _flexverify ]; then
  _flexverify "$@"
else
  (( $+functions[compdef] )) || {{ autoload -Uz compinit && compinit }}
  compdef _flexverify flexverify
fi
)sh",
                     target_names_script(), commands, cases);
}

}  // namespace flexverify::cli
