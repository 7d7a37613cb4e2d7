// The roles that Flex takes: the lab's own list, after the shipped Flex UI.
#pragma once

#include <string_view>

namespace flexverify::lab {

[[nodiscard]] bool is_flex_role(std::string_view role);

}  // namespace flexverify::lab
