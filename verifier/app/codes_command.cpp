// explain and codes.
#include <unistd.h>

#include <algorithm>

#include "reports/layout.h"
#include "verifier/app/commands.h"
#include "verifier/app/output.h"
#include "verifier/base/text.h"
#include "verifier/cli/explanation.h"
#include "verifier/cli/terminal.h"
#include "verifier/config/rules.h"
#include "verifier/model/codes.h"

namespace flexverify::app {
namespace {

using base::Json;
using reports::hanging;
using reports::padded;

std::size_t width() { return std::clamp<std::size_t>(cli::width_of(STDOUT_FILENO), 40, 100); }

Json json_of(const model::CodeInfo& info) {
  return Json(Json::Object{{"id", info.id},
                           {"stage", model::name_of(info.stage)},
                           {"owner", model::name_of(info.owner)},
                           {"severity", model::name_of(info.severity)},
                           {"agents", model::name_of(info.agents)},
                           {"title", info.title},
                           {"hint", info.hint}});
}

std::string all_as_json() {
  Json::Array rows;
  for (const model::CodeInfo& info : model::all_codes()) rows.push_back(json_of(info));
  return base::dump_json(Json(std::move(rows)), 2) + "\n";
}

std::string all_as_text() {
  std::size_t columns = 0;
  for (const model::CodeInfo& info : model::all_codes())
    columns = std::max(columns, info.id.size());
  std::string text;
  for (const model::CodeInfo& info : model::all_codes())
    text += hanging(padded(info.id, columns + 2) + padded(model::name_of(info.severity), 10) +
                        padded(model::name_of(info.owner), 14) +
                        padded(model::name_of(info.agents), 13),
                    columns + 39, info.title, width());
  return text;
}

std::string unknown_code(const std::string& code) {
  std::vector<std::string_view> names;
  for (const model::CodeInfo& info : model::all_codes()) names.push_back(info.id);
  const std::string near = config::suggestion(code, names);
  return "flexverify: no finding has the code \"" + base::printable(code, 60) + "\"" +
         (near.empty() ? "; see flexverify codes" : near) + "\n";
}

}  // namespace

int run(const cli::ExplainCommand& command) {
  if (command.code.empty()) {
    say(cli::codes_by_stage(width()));
    return 0;
  }
  const model::CodeInfo* info = model::code_named(command.code);
  if (info == nullptr) {
    complain(unknown_code(command.code));
    return kUsageError;
  }
  say(cli::explanation_text(*info, width()));
  return 0;
}

int run(const cli::CodesCommand& command) {
  say(command.json ? all_as_json() : all_as_text());
  return 0;
}

}  // namespace flexverify::app
