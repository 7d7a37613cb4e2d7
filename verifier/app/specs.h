// From a command line (and a configuration file) to the checks to run.
#pragma once

#include <string>
#include <vector>

#include "verifier/base/result.h"
#include "verifier/cli/command_line.h"
#include "verifier/model/check_spec.h"

namespace flexverify::app {

// The text is ready to be shown: every fault, each with its place.
[[nodiscard]] tl::expected<std::vector<model::CheckSpec>, std::string> make_specs(
    const cli::CheckCommand& command);

}  // namespace flexverify::app
