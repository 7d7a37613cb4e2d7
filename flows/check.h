// One login, from a CheckSpec to a CheckResult: the whole of the verifier behind one function.
#pragma once

#include <stop_token>

#include "flows/services.h"
#include "verifier/model/check_spec.h"
#include "verifier/model/run.h"

namespace flexverify::flows {

// Always a result: a failure of the world is a finding in it, a bug is the finding internal-bug.
[[nodiscard]] model::CheckResult run_check(const model::CheckSpec& spec, const Services& services,
                                           std::stop_token stop) noexcept;

}  // namespace flexverify::flows
