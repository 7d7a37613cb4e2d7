// From a login that ended to its result: the order of the findings, and the verdict.
#pragma once

#include "flows/login.h"

namespace flexverify::flows {

[[nodiscard]] model::CheckResult finish(Login& login);

// What a check is asked: the user's words, else the kind of the connection that was used.
[[nodiscard]] model::Question question_of(const model::CheckSpec& spec, model::ConnectionKind used);

}  // namespace flexverify::flows
