// What a drill plants: at most one fault at each place of the login.
#pragma once

#include <string_view>

namespace flexverify::lab {

enum class TlsFault { None, Expired, EndsSoon, OtherName, OtherAuthority };
enum class PageFault { None, NotFound, ServerError, NotFlex, RedirectLoop, Slow, Huge };
enum class AppConfigFault {
  None,
  Html,
  PlainText,  // with X-Content-Type-Options: nosniff
  Broken,     // a bracket is missing
  NeverAssigned,
  Computed,
  NoOauth,
  DeletedOauth,
  NoConnection,  // connectionName in place of connection
  NoRedirectUrl,
  NoAccount,  // accountSid at the top, where Flex UI does not look
  MalformedAccount,
  OtherAccount,
  OtherOrigin,  // redirectUrl is the hosted page
  Overrides,    // addresses of its own, which lead nowhere
  OwnToken,     // … of the exchange only
  StaleClient,
  StaleConnection,
  UnreadableConnection,
  NoPlugins,    // no fault of the login, as are these:
  Assignments,  // as Twilio documents it
  Constants,    // and shorthand
  PerHost,      // a table by host, spread, Object.assign
};
// What is served in place of a Flex page.
enum class OddPage {
  None,
  Maintenance,
  SignInWall,
  Empty,
  Json,
  NoContent,
  Download,
  PlainText,
  MetaRefresh,     // … to another site
  ScriptRedirect,  // likewise
  NoBundle,        // appConfig.js and no other script
};
enum class BundleFault {
  None,
  Missing,
  Html,
  Empty,
  Image,        // its type is an image's
  PlainText,    // with X-Content-Type-Options: nosniff
  Http,         // the page loads it without TLS
  OldBuild,     // a build of its own, whose first bytes name Flex UI 2.4.1
  HeadRefused,  // HEAD is answered with 501; no fault, as are these:
  HeadForbidden,
  HeadLies,  // HEAD is answered with the page's type
  OwnName,   // a build whose script has another name than the sample's
};
enum class DiscoveryFault {
  None,
  Inactive,
  Absent,
  UnknownDomain,
  Html,
  Fails,      // answers 500
  Slow,       // does not answer
  TwoActive,  // lists another active connection before the page's own
  MobileApp,  // lists the mobile app's connection first
};
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
enum class LandingFault {
  None,
  DropsQuery,
  RefusesQuery,  // 414
  Forbids,       // 403
  NotFlex,
  OtherOrigin,      // redirects to another Flex page, query kept
  OtherOriginOnly,  // … which is one only with the query: its root is none
};
enum class ExchangeFault {
  None,
  Refused,
  NoTokenInfo,
  OtherAccount,
  OtherIdentity,
  Empty,        // 200 with {}
  WrongType,    // token_info is a text
  ErrorBeside,  // a good token, and an error number beside it
  NoRoles,      // roles is []
  Expired,      // the token has expired when it comes
  NotThere,     // 404 where this page's UI exchanges; the other form works
  Created,      // 201; no fault of the login
};
enum class ApiFault {
  None,
  TokenInvalid,
  InfoEmpty,          // Tokens/Info answers 201 with {}; no fault of the login
  InfoErrorBeside,    // valid, and an error number beside it
  InfoOtherIdentity,  // contradicts the exchange
  InfoOtherRoles,
  InfoOtherWorker,
  InfoOtherAccount,
  InfoExpired,
  ConfigurationForbidden,
  ConfigurationEmpty,
  ConfigurationError,  // an error number beside the values
  ConfigurationNoWorkspace,
  ConfigurationNotOk,  // status is another
  ConfigurationOtherAccount,
  UiIncompatible,         // version_compatibility is "no"
  UiCompatibilityAbsent,  // ui_attributes lacks it
  SessionError,
  SessionHtml,
  PluginsError,
  PluginsHtml,
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
  SentCode,          // … one that it has sent to a telephone
  PortalMenu,        // shows its own menu after the right password
  Blocked,           // a firewall blocks the request that carries the right password
  ForeignLoginHost,  // the form posts the password to another host
  PlainHttp,         // the login page is at an address without TLS
  InnerRedirect,     // the login page is on a host that has an address inside this machine
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
  ForeignQualifier,  // a persistent NameID, qualified for another service
  HolderOfKey,       // the only SubjectConfirmation is none of a bearer
  UnreadableTime,    // NotOnOrAfter is no time
  ByRedirect,        // the response comes in a URL
  NoRoles,
  MisnamedEmail,
  SupervisorRole,
  AdministratorRole,
  ExtraRole,     // agent, and a group of the identity provider's
  FinerRoles,    // agent, and roles of Flex besides the three; no fault of the login
  InsightsRole,  // of Flex Insights only
  ShortSession,
};
enum class LegacyFault {
  None,
  UntrustedDestination,
  NoConnection,
  PreviewOnly,         // the newer service does not know the account; no fault of the login
  ConsoleNotReverted,  // Twilio still lists an active OAuth 2.0 connection
  ConsoleClosed,       // … and has no legacy one in use
  PageNotReverted,     // appConfig.js still has an oauth object
  IdpNotReverted,      // the identity provider answers for the enhanced connection
  NoToken,
  NoIdentity,
  NoExpiration,
  ExpiredToken,
  OtherPlace,  // the ACS sends the browser to another page
  TokenInvalid,
  AuthenticateCreated,  // 201; no fault of the login
};
enum class UnaskedFault { None, NoDefaultRedirect, OtherDefaultRedirect };
enum class PostFault {
  None,
  ForeignHost,
  LegacyAcs,
  NoConnectionParameter,
  NoRelayState,
  FormAction
};

struct Faults {
  TlsFault tls = TlsFault::None;
  PageFault page = PageFault::None;
  OddPage odd_page = OddPage::None;
  OddPage odd_landing = OddPage::None;  // once the URL has a query
  std::string_view ui_version = {};     // of the page and of Configuration; "": 2.17.1
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
