// One object over another.
#pragma once

#include "verifier/base/json.h"

namespace flexverify::config {

// The members of `over` in place of those of `base`; objects are merged, but for secrets.
[[nodiscard]] base::Json merged(base::Json base, const base::Json& over);

}  // namespace flexverify::config
