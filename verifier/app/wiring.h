// Gives each check what it needs from outside, and runs them.
#pragma once

#include <cstddef>
#include <stop_token>
#include <vector>

#include "verifier/app/progress.h"
#include "verifier/base/result.h"
#include "verifier/base/time.h"
#include "verifier/model/check_spec.h"
#include "verifier/model/run.h"

namespace flexverify::app {

// What the environment and the terminal add to the specs: HTTPS_PROXY and NO_PROXY, a person to
// ask for secrets that have no source, the certificates in the files that were named.
[[nodiscard]] base::Result<void> complete(std::vector<model::CheckSpec>& specs);

// An Error for what is wrong on our side before anything is sent (a CA file that cannot be read).
[[nodiscard]] base::Result<model::Run> run_checks(const std::vector<model::CheckSpec>& specs,
                                                  std::size_t jobs, Progress& progress,
                                                  std::stop_token stop);

}  // namespace flexverify::app
