// A look at the tags alone, before a parser is started that is quadratic in their depth.
#pragma once

#include <cstddef>
#include <string_view>

namespace flexverify::web {

// True when elements that need an end tag are nested more than `limit` deep. Void elements,
// elements whose end tag is optional, and those that never hold themselves do not count.
[[nodiscard]] bool looks_deeper_than(std::string_view html, std::size_t limit);

}  // namespace flexverify::web
