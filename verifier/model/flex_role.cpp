#include "verifier/model/flex_role.h"

#include <algorithm>

namespace flexverify::model {
namespace {

constexpr std::array<std::string_view, 9> kFinerRoles = {
    "flex.lead",       "flex.qualityanalyst",  "flex.readonlyadmin",
    "flex.readteams",  "flex.readqueuestats",  "flex.editskills",
    "flex.editstatus", "flex.monitorchatcall", "flex.readadmin"};

}  // namespace

bool has_desktop(std::string_view role) {
  return std::find(kFlexRoles.begin(), kFlexRoles.end(), role) != kFlexRoles.end();
}

bool is_flex_role(std::string_view role) {
  constexpr std::string_view kInsights = "wfo.";
  const bool finer = std::find(kFinerRoles.begin(), kFinerRoles.end(), role) != kFinerRoles.end();
  return has_desktop(role) || finer ||
         (role.starts_with(kInsights) && role.size() > kInsights.size());
}

}  // namespace flexverify::model
