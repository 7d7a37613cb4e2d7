// What Okta's pages and answers are.
#pragma once

namespace flexverify::idp::okta {

enum class State {
  None,

  // Pages.
  ClassicPage,
  IdentityPage,
  UnknownEngine,  // a sign-in page that does not tell which of the two it is
  VerifyPassword,
  Organization,  // the answer to the question which engine it is
  NotAssigned,

  // Answers of the Classic engine.
  AuthnSuccess,
  AuthnPasswordWarning,
  AuthnPasswordExpired,
  AuthnLockedOut,
  AuthnFactorRequired,
  AuthnFactorChallenge,
  AuthnEnrolment,
  AuthnRecovery,
  AuthnUnauthenticated,
  AuthnConsent,
  AuthnError,

  // Answers of Identity Engine.
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
  DeviceManagement,
  Ended,
};

}  // namespace flexverify::idp::okta
