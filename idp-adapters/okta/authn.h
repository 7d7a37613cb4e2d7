// Okta's Classic engine: the answers of /api/v1/authn.
#pragma once

#include "idp-adapters/adapter.h"
#include "idp-adapters/okta/state.h"

namespace flexverify::idp::okta {

[[nodiscard]] State authn_state(const PageView& page);

// What Okta's own page does first: with a state token it asks in which state that login is (an
// application's own policy begins after the password), else it sends user name and password.
Action begin(const PageView& page, const LoginFacts& facts, const Memory& memory);
// POST /api/v1/authn with user name and password.
Action authenticate(const PageView& page, const LoginFacts& facts, const Memory& memory);
// What each state leads to.
Action authn_success(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action authn_skip_warning(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action authn_choose_factor(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action authn_challenge(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action authn_enrolment(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action authn_password_expired(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action authn_locked_out(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action authn_recovery(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action authn_consent(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action authn_error(const PageView& page, const LoginFacts& facts, const Memory& memory);

}  // namespace flexverify::idp::okta
