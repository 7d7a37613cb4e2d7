// Reads a saved run (flexverify-run/1) back, so that any report can be made of it later.
#pragma once

#include <string_view>

#include "verifier/base/result.h"
#include "verifier/model/run.h"

namespace flexverify::reports {

// An Error's `where` is a line and column, or a JSON pointer ("/checks/0/verdict"). What is null is
// empty; keys that this version does not know are left out; titles and hints are this version's.
[[nodiscard]] base::Result<model::Run> read_run(std::string_view json);

}  // namespace flexverify::reports
