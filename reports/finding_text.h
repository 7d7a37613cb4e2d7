// A finding for people: who must act, what was found, what was expected, where to change it.
#pragma once

#include <string>

#include "reports/renderer.h"

namespace flexverify::reports {

[[nodiscard]] std::string finding_text(const model::Finding& finding,
                                       const model::CheckResult& check,
                                       const RenderOptions& options);

}  // namespace flexverify::reports
