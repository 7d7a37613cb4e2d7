// A bounded pool of checks: a thread for each running check, results in the order of the specs.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <stop_token>
#include <vector>

#include "verifier/model/check_spec.h"
#include "verifier/model/run.h"

namespace flexverify::flows {

using RunOne = std::function<model::CheckResult(const model::CheckSpec&, std::stop_token)>;

// Runs every spec, at most `jobs` (at least 1) at once; `run_one` is called from several threads.
// A stop request is passed on; every spec still gets a result.
[[nodiscard]] std::vector<model::CheckResult> run_pool(std::span<const model::CheckSpec> specs,
                                                       std::size_t jobs, const RunOne& run_one,
                                                       std::stop_token stop);

}  // namespace flexverify::flows
