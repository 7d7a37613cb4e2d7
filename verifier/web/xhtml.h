// XHTML is shown only as far as it is well-formed.
#pragma once

#include <string_view>

namespace flexverify::web {

// Tags are closed in order and attributes quoted, as far as a browser's XML parser wants it. A
// document that this takes for well-formed may still have other faults.
[[nodiscard]] bool is_well_formed(std::string_view xhtml);

}  // namespace flexverify::web
