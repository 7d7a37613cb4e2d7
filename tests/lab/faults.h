// What a drill plants: at most one fault at each place of the login.
#pragma once

namespace flexverify::lab {

enum class TlsFault { None, Expired, EndsSoon, OtherName, OtherAuthority };
enum class PageFault { None, NotFound, ServerError, NotFlex, RedirectLoop, Slow, Huge };
enum class AppConfigFault { None, NoOauth, StaleConnection, Html, Computed };
enum class BundleFault { None, Missing, Html };
enum class DiscoveryFault { None, Inactive, Absent, UnknownDomain, Html };
enum class AuthorizeFault { None, UntrustedUrl, UnknownConnection, RateLimited, ServerError };
enum class LoginFault {
  None,
  LaxCookie,                // the transaction cookie is SameSite=Lax
  NoIdentityPage,           // a page of its own in place of the identity provider
  OtherProvider,            // Single Sign-On URL of another provider
  DeadSsoUrl,               // the provider has nothing there
  ForeignIssuer,            // the AuthnRequest carries another Entity ID
  ForeignAcs,               // … another ACS URL
  OtherCertificate,         // another certificate is pinned
  OtherIssuer,              // another Identity Provider Issuer is configured
  AcsError,                 // the ACS answers 500
  LooksAtCertificateTimes,  // the ACS refuses an expired certificate, which it need not
};
enum class CallbackFault { None, OtherState, Error, NoCode, OtherPlace };
enum class LandingFault { None, DropsQuery, RefusesQuery, NotFlex };
enum class ExchangeFault { None, Refused, NoTokenInfo, OtherAccount, OtherIdentity };
enum class ApiFault {
  None,
  TokenInvalid,
  ConfigurationForbidden,
  OtherAccount,
  SessionError,
  PluginsError
};
enum class IdpFault {
  None,
  UnknownApplication,
  ServerError,
  RateLimited,
  Captcha,
  UnknownPage,
  ScriptOnly,
  PasswordChanged,   // another password is the right one
  Locked,            // the account is locked already
  SilentRefusal,     // the form comes back without a word
  UnknownUser,       // asks for the user name first, and does not know it
  UnkeptCookie,      // the session cookie is SameSite=None without Secure
  NewPassword,       // wants a new password after the right one
  OneTimeCode,       // wants a code after the right password
  ForeignLoginHost,  // the form posts the password to another host
  PlainHttp,         // the login page is at an address without TLS
  GetForm,           // the form would put the password into a URL
};
enum class AssertionFault {
  None,
  LegacyAudience,
  OtherAudience,
  OtherIssuer,
  OtherRecipient,
  OtherDestination,
  OtherRequest,
  Expired,
  NotYetValid,
  SlightlyAhead,
  ExpiredCertificate,
  CertificateEndsSoon,
  NoSignature,
  BrokenSignature,
  Sha1,
  TwoAssertions,
  Encrypted,
  StatusDenied,
  NotXml,
  DocumentType,
  NoNameId,
  TransientNameId,
  NoRoles,
  MisnamedEmail,
  SupervisorRole,
  AdministratorRole,
  ShortSession,
};
enum class LegacyFault {
  None,
  UntrustedDestination,
  NoConnection,
  PreviewOnly,         // the newer service does not know the account; no fault of the login
  ConsoleNotReverted,  // Twilio still lists an active OAuth 2.0 connection
  PageNotReverted,     // appConfig.js still has an oauth object
  IdpNotReverted,      // the identity provider answers for the enhanced connection
  NoToken,
  TokenInvalid,
};
enum class UnaskedFault { None, NoDefaultRedirect, OtherDefaultRedirect };
enum class PostFault { None, ForeignHost, LegacyAcs, NoConnectionParameter, NoRelayState };

struct Faults {
  TlsFault tls = TlsFault::None;
  PageFault page = PageFault::None;
  AppConfigFault app_config = AppConfigFault::None;
  BundleFault bundle = BundleFault::None;
  DiscoveryFault discovery = DiscoveryFault::None;
  AuthorizeFault authorize = AuthorizeFault::None;
  LoginFault login = LoginFault::None;
  CallbackFault callback = CallbackFault::None;
  LandingFault landing = LandingFault::None;
  ExchangeFault exchange = ExchangeFault::None;
  ApiFault api = ApiFault::None;
  IdpFault idp = IdpFault::None;
  AssertionFault assertion = AssertionFault::None;
  PostFault post = PostFault::None;
  LegacyFault legacy = LegacyFault::None;
  UnaskedFault unasked = UnaskedFault::None;
};

}  // namespace flexverify::lab
