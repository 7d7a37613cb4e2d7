// The second factor: BeginAuth, EndAuth (once for a code, again and again for the phone), and the
// form that ends it. Every answer renews the flow token and the context.
#pragma once

#include "idp-adapters/adapter.h"

namespace flexverify::idp::entra {

// The answer to BeginAuth or EndAuth.
[[nodiscard]] bool is_factor_answer(const PageView& page);

// Begins the best method that is offered and configured.
Action begin_factor(const PageView& page, const LoginFacts& facts, const Memory& memory);
// The code, a further poll, or the form that ends the second factor.
Action use_factor_answer(const PageView& page, const LoginFacts& facts, const Memory& memory);

}  // namespace flexverify::idp::entra
