// The roles that Flex knows.
#pragma once

#include <array>
#include <string_view>

namespace flexverify::model {

// Those that have a desktop.
inline constexpr std::array<std::string_view, 3> kFlexRoles = {"agent", "supervisor", "admin"};

// One of these, one of the finer ones ("flex.lead" …), or one of Flex Insights ("wfo.…"). Flex
// ignores any other.
[[nodiscard]] bool is_flex_role(std::string_view role);
[[nodiscard]] bool has_desktop(std::string_view role);

}  // namespace flexverify::model
