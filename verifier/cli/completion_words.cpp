#include "verifier/cli/completion_words.h"

#include "idp-adapters/adapter.h"
#include "reports/renderer.h"
#include "verifier/base/text.h"
#include "verifier/config/keys.h"
#include "verifier/model/codes.h"

namespace flexverify::cli {
namespace {

constexpr std::string_view kTargets = R"(  if [ -z "$file" ]; then
    for file in flexverify.json "${XDG_CONFIG_HOME:-$HOME/.config}/flexverify/flexverify.json" \
      /etc/flexverify/flexverify.json; do
      [ ! -e "$file" ] || break
    done
  fi
  flexverify config-check "$file" 2>/dev/null | sed -n 's/^  \([^ ]*\)$/\1/p'
)";

std::string endpoint_names() {
  std::string names;
  for (const config::Key* key : config::members_of("/targets/*/endpoints"))
    names += (names.empty() ? "" : " ") + std::string(config::member_name(*key)) + "=";
  return names;
}

}  // namespace

std::string_view target_names_script() { return kTargets; }

std::string short_name(const OptionRow& option) {
  return option.names.starts_with("--") ? "" : option.names.substr(0, 2);
}

std::string choices(const OptionRow& option) {
  const std::string name = long_name(option);
  if (name == "--idp") {
    std::string names = "auto";
    for (const idp::Adapter* adapter : idp::all_adapters()) names += " " + std::string(adapter->id);
    return names;
  }
  if (name == "--endpoint") return endpoint_names();
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

Words words_of(const CommandRow& row) {
  if (row.words.empty()) return Words::None;
  if (row.words == "CODE") return Words::Codes;
  if (row.words == "SHELL") return Words::Shells;
  const bool targets = row.words == "URL|NAME" || row.name == "check" || row.name == "resume";
  if (targets) return Words::Targets;
  return row.words == "NAME" || row.words == "URL" ? Words::None : Words::Files;
}

std::string all_ids() {
  std::string ids;
  for (const model::CodeInfo& info : model::all_codes())
    ids += (ids.empty() ? "" : " ") + std::string(info.id);
  return ids;
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

}  // namespace flexverify::cli
