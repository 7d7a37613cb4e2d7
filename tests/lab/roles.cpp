#include "tests/lab/roles.h"

#include <algorithm>
#include <array>

namespace flexverify::lab {

bool is_flex_role(std::string_view role) {
  constexpr std::array<std::string_view, 12> kRoles = {
      "agent",           "supervisor",           "admin",
      "flex.lead",       "flex.qualityanalyst",  "flex.readonlyadmin",
      "flex.readteams",  "flex.readqueuestats",  "flex.editskills",
      "flex.editstatus", "flex.monitorchatcall", "flex.readadmin"};
  return role.starts_with("wfo.") || std::find(kRoles.begin(), kRoles.end(), role) != kRoles.end();
}

}  // namespace flexverify::lab
