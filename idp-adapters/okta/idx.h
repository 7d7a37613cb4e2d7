// Okta Identity Engine: an answer names the steps that are possible (remediations), each with its
// address and fields. The address is taken as given, the fixed values go back unchanged.
#pragma once

#include "idp-adapters/adapter.h"

namespace flexverify::idp::okta {

enum class Idx {
  None,
  Captcha,
  Message,
  Success,
  DeviceProbe,
  Identify,
  Challenge,
  Poll,
  VerificationData,
  Select,
  StaySignedIn,
  Skip,
  PasswordExpired,
  Enrolment,
  OtherProvider,
  Consent,
  SafeMode,
  Redirect,
  Profile,
  Ended,
};
[[nodiscard]] Idx idx_state(const web::Page& page);

// POST /idp/idx/introspect with the page's state token.
Action introspect(const web::Page& page, const LoginFacts& facts, const Memory& memory);
// What each state leads to.
Action idx_step(const web::Page& page, const LoginFacts& facts, const Memory& memory);

}  // namespace flexverify::idp::okta
