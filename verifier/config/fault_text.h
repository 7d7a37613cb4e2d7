// Faults for people: file:line:column, what is wrong, and the line with a caret below it.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "verifier/config/validate.h"

namespace flexverify::config {

// One paragraph for each fault, in the order of the file, then their number. A value that may be
// a secret is shown in none of them.
[[nodiscard]] std::string fault_text(std::span<const Fault> faults, std::string_view file,
                                     std::string_view source);

}  // namespace flexverify::config
