// Okta's Classic engine: the answers of /api/v1/authn.
#pragma once

#include "idp-adapters/adapter.h"

namespace flexverify::idp::okta {

enum class Authn {
  None,
  Success,
  PasswordWarning,
  PasswordExpired,
  LockedOut,
  FactorRequired,
  FactorChallenge,
  Enrolment,
  Recovery,
  Unauthenticated,
  Consent,
  Error,
};
[[nodiscard]] Authn authn_state(const web::Page& page);

// POST /api/v1/authn with user name and password.
Action authenticate(const web::Page& page, const LoginFacts& facts, const Memory& memory);
// What each state leads to.
Action authn_success(const web::Page& page, const LoginFacts& facts, const Memory& memory);
Action authn_skip_warning(const web::Page& page, const LoginFacts& facts, const Memory& memory);
Action authn_choose_factor(const web::Page& page, const LoginFacts& facts, const Memory& memory);
Action authn_challenge(const web::Page& page, const LoginFacts& facts, const Memory& memory);
Action authn_enrolment(const web::Page& page, const LoginFacts& facts, const Memory& memory);
Action authn_refusal(const web::Page& page, const LoginFacts& facts, const Memory& memory);

}  // namespace flexverify::idp::okta
