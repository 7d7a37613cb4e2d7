// A bounded pool of checks: a thread for each running check, results in the order of the specs.
#pragma once

#include <cstddef>
#include <functional>
#include <stop_token>
#include <vector>

#include "flows/queue.h"
#include "verifier/model/check_spec.h"
#include "verifier/model/run.h"

namespace flexverify::flows {

using RunOne =
    std::function<model::CheckResult(const model::CheckSpec&, std::size_t index, std::stop_token)>;

struct Crowding {
  std::size_t jobs = 4;           // checks at once, at least one
  model::Courtesy courtesy = {};  // to each identity provider
};

// Runs every spec, which lives as long as its check; `run_one` is called from several threads. A
// stop request is passed on; every spec still gets a result.
[[nodiscard]] std::vector<model::CheckResult> run_pool(const model::CheckSpecs& specs,
                                                       const Crowding& crowding,
                                                       const RunOne& run_one, std::stop_token stop);

}  // namespace flexverify::flows
