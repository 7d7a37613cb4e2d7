// {"file": "…"} becomes a SecretSource.
#pragma once

#include <string>

#include "verifier/base/json.h"
#include "verifier/model/check_spec.h"

namespace flexverify::config {

// `secret` must be valid; null is NoSource.
[[nodiscard]] model::SecretSource secret_source(const base::Json& secret);
// "file /run/x", "environment variable X": the place, never a value; "" for none.
[[nodiscard]] std::string describe(const model::SecretSource& source);
// The member, or null when it is absent.
[[nodiscard]] const base::Json& member(const base::Json& object, std::string_view name);

}  // namespace flexverify::config
