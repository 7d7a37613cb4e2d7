// The end of a report for people: what to change first, then what was proved.
#pragma once

#include <string>

#include "reports/renderer.h"

namespace flexverify::reports {

// A line for each question among the checks. Above one that is not "yes" stands what to change
// first. The line itself is never wrapped: people and scripts look for it as it is.
[[nodiscard]] std::string closing(const model::Run& run, const RenderOptions& options);

}  // namespace flexverify::reports
