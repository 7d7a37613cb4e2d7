// From a login that ended to its result: the order of the findings, and the verdict.
#pragma once

#include "flows/login.h"

namespace flexverify::flows {

[[nodiscard]] model::CheckResult finish(Login& login);

}  // namespace flexverify::flows
