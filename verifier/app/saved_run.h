// A file that --json wrote.
#pragma once

#include <string>

#include "verifier/base/result.h"
#include "verifier/model/run.h"

namespace flexverify::app {

// "-" is standard input. The Error's `where` begins with the path.
[[nodiscard]] base::Result<model::Run> read_saved_run(const std::string& path);

}  // namespace flexverify::app
