// Where the browser went: one line for each stay at a host.
#pragma once

#include <string>

#include "reports/renderer.h"

namespace flexverify::reports {

// "" when nothing was sent.
[[nodiscard]] std::string hop_table(const model::CheckResult& check, const RenderOptions& options);

}  // namespace flexverify::reports
