// From a command line (and a configuration file) to the checks to run.
#pragma once

#include <string>

#include "verifier/base/result.h"
#include "verifier/cli/command_line.h"
#include "verifier/model/check_spec.h"

namespace flexverify::app {

// Of a configuration's targets the text is kept, and a spec is made of it each time one is asked
// for. An error is ready to be shown: every fault, each with its place.
[[nodiscard]] tl::expected<model::CheckSpecs, std::string> make_specs(
    const cli::CheckCommand& command);

}  // namespace flexverify::app
