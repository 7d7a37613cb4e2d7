// One leg of a login as a line for people; the progress shows the same line as the report.
#pragma once

#include <string>
#include <string_view>

#include "reports/renderer.h"

namespace flexverify::reports {

// `prefix` (the name of the target, printable) comes first when it is not empty. Ends with a
// newline; wraps.
[[nodiscard]] std::string step_line(const model::Step& step, std::string_view prefix,
                                    std::size_t width, Color color);
// A leg that runs now: one line, cut at the width, without a newline.
[[nodiscard]] std::string running_line(std::string_view leg, std::string_view prefix,
                                       std::size_t width, Color color);

}  // namespace flexverify::reports
