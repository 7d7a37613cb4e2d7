#include "verifier/model/flex_role.h"

#include <algorithm>

namespace flexverify::model {

bool is_flex_role(std::string_view role) {
  constexpr std::string_view kInsights = "wfo.";
  const bool known = std::find(kFlexRoles.begin(), kFlexRoles.end(), role) != kFlexRoles.end();
  return known || (role.starts_with(kInsights) && role.size() > kInsights.size());
}

}  // namespace flexverify::model
