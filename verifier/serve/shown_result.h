// What `serve` keeps of a result in memory: made once, when the check ends, and shared by all who
// show it. The whole is in the history.
#pragma once

#include <memory>

#include "reports/metrics.h"
#include "verifier/model/run.h"

namespace flexverify::serve {

struct ShownResult {
  // Without requests, messages and legs. Null before the first result.
  std::shared_ptr<const model::CheckResult> result;
  // Its figures for Prometheus; null likewise.
  std::shared_ptr<const reports::CheckLines> figures;
};

// `told` is the verdict that people were told, which the figures have: another one waits to be
// confirmed.
[[nodiscard]] ShownResult shown_result(model::CheckResult whole, model::Verdict told);

}  // namespace flexverify::serve
