// Secrets that are read without anybody being asked.
#pragma once

#include <string_view>

#include "verifier/base/result.h"
#include "verifier/base/secret.h"
#include "verifier/model/check_spec.h"

namespace flexverify::app {

[[nodiscard]] base::Result<base::Secret> read_source(const model::SecretSource& source,
                                                     std::string_view what);
// All secrets that a login with this spec would use, to see whether they changed. An Error when
// there is none, or one cannot be read.
[[nodiscard]] base::Result<base::Secret> secrets_of(const model::CheckSpec& spec);

}  // namespace flexverify::app
