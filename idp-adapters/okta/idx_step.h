// How a step of Identity Engine's answer is taken.
#pragma once

#include "idp-adapters/adapter.h"

namespace flexverify::idp::okta {

// POST of `body` to the step's own address. As Okta's own page does in every call but the first, it
// names the body "application/json", and accepts what the step names.
[[nodiscard]] Action send_step(const PageView& page, const Memory& memory, const base::Json& step,
                               web::JsonBody body);

}  // namespace flexverify::idp::okta
