// The paths of the dashboard. A name goes into the query, percent-encoded: it may hold slashes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace flexverify::serve {

[[nodiscard]] std::string index_link(std::string_view search, std::size_t page);
// What changed of that page since.
[[nodiscard]] std::string changes_link(std::string_view search, std::size_t page,
                                       std::string_view since);
[[nodiscard]] std::string target_link(std::string_view name);  // "/target?name=a%2Fb"
[[nodiscard]] std::string run_link(std::int64_t id);           // "/run?id=7"
[[nodiscard]] std::string compare_link(std::int64_t before, std::int64_t after);

}  // namespace flexverify::serve
