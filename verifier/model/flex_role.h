// The roles that Flex knows.
#pragma once

#include <array>
#include <string_view>

namespace flexverify::model {

inline constexpr std::array<std::string_view, 3> kFlexRoles = {"agent", "supervisor", "admin"};

// One of these, or one of Flex Insights ("wfo.…").
[[nodiscard]] bool is_flex_role(std::string_view role);

}  // namespace flexverify::model
