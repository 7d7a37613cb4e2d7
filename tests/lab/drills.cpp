#include "tests/lab/drills.h"

#include <algorithm>
#include <array>
#include <vector>

#include "tests/lab/look_alike.h"

namespace flexverify::lab {
namespace {

using model::Code;
using model::Severity;

// clang-format off
constexpr std::array kDrills = {
    // network
    Drill{"tls-expired", "the servers' certificate ended yesterday", Code::TlsExpired, {.tls = TlsFault::Expired}},
    Drill{"tls-other-name", "the servers' certificate names another host", Code::TlsHostnameMismatch, {.tls = TlsFault::OtherName}},
    Drill{.name = "tls-other-authority", .plants = "nobody here trusts the authority of any server, Twilio's included", .expected = Code::TlsUntrusted, .faults = {.tls = TlsFault::OtherAuthority}, .severity = Severity::Unknown},
    Drill{.name = "slow-page", .plants = "every server takes the request and does not answer", .expected = Code::Timeout, .faults = {.page = PageFault::Slow}, .severity = Severity::Unknown},
    Drill{"redirect-loop", "the web server redirects the page to itself", Code::RedirectLoop, {.page = PageFault::RedirectLoop}},
    Drill{"insecure-redirect", "the identity provider redirects to an address without TLS", Code::InsecureRedirect, {.idp = IdpFault::PlainHttp}},
    Drill{"inner-redirect", "the identity provider redirects to a host inside this machine that nobody named", Code::AddressRefused, {.idp = IdpFault::InnerRedirect}},
    Drill{"page-500", "the web server answers 500", Code::ServerError, {.page = PageFault::ServerError}},
    Drill{"rate-limited", "Twilio answers 429", Code::RateLimited, {.authorize = AuthorizeFault::RateLimited}},
    Drill{"authorize-500", "Twilio answers 500", Code::ServerError, {.authorize = AuthorizeFault::ServerError}},
    Drill{"acs-500", "Twilio's ACS answers 500", Code::ServerError, {.login = LoginFault::AcsError}},
    Drill{"huge-page", "the page is tens of megabytes", Code::ResponseTooLarge, {.page = PageFault::Huge}},
    Drill{"discovery-html", "a network's own page answers in place of Twilio", Code::ResponseMalformed, {.discovery = DiscoveryFault::Html}},
    // browser
    Drill{.name = "unkept-cookie", .plants = "the identity provider's session cookie is SameSite=None without Secure", .expected = Code::CookieRejected, .faults = {.idp = IdpFault::UnkeptCookie}, .severity = Severity::Critical},
    Drill{.name = "transaction-cookie-lax", .plants = "the login service sets its transaction cookie with SameSite=Lax", .expected = Code::CookieWithheld, .faults = {.login = LoginFault::LaxCookie}, .severity = Severity::Critical},
    // start
    Drill{"page-404", "the web server has no page at this URL", Code::PageNotServed, {.page = PageFault::NotFound}},
    Drill{"not-flex-page", "the web server serves some other page", Code::NotAFlexPage, {.page = PageFault::NotFlex}},
    Drill{"appconfig-html", "appConfig.js is missing and the web server answers with the page", Code::AppConfigMissing, {.app_config = AppConfigFault::Html}},
    Drill{"appconfig-computed", "appConfig.js makes its values at run time", Code::AppConfigUnreadable, {.app_config = AppConfigFault::Computed}, "self-hosted", Expectations::Left},
    Drill{"oauth-missing", "appConfig.js has no oauth object", Code::OauthConfigMissing, {.app_config = AppConfigFault::NoOauth}},
    Drill{"stale-connection", "appConfig.js names a connection that was made anew", Code::ConnectionMismatch, {.app_config = AppConfigFault::StaleConnection}},
    Drill{"no-connection", "the account has no enhanced connection", Code::ConnectionNotFound, {.discovery = DiscoveryFault::Absent}, "self-hosted", Expectations::Left},
    Drill{"connection-inactive", "the connection was switched off", Code::ConnectionInactive, {.discovery = DiscoveryFault::Inactive}, "self-hosted", Expectations::Left},
    Drill{"unknown-runtime-domain", "no Flex instance has this login link", Code::RuntimeDomainUnknown, {.discovery = DiscoveryFault::UnknownDomain}, "hosted"},
    Drill{"untrusted-redirect-url", "Trusted URLs lack the redirect URL", Code::RedirectUrlUntrusted, {.authorize = AuthorizeFault::UntrustedUrl}},
    Drill{"authorize-refused", "Twilio does not know the connection at authorize", Code::AuthorizeRejected, {.authorize = AuthorizeFault::UnknownConnection}},
    Drill{"bundle-missing", "the page names a bundle that is not there", Code::BundleMissing, {.bundle = BundleFault::Missing}},
    Drill{"bundle-html", "the web server answers with the page for the missing bundle", Code::BundleMissing, {.bundle = BundleFault::Html}},
    // authn-request
    Drill{"no-authn-request", "Twilio shows a page of its own in place of the identity provider", Code::AuthnRequestMissing, {.login = LoginFault::NoIdentityPage}},
    Drill{"other-provider", "Single Sign-On URL belongs to another identity provider", Code::WrongIdp, {.login = LoginFault::OtherProvider}},
    Drill{"dead-sso-url", "Single Sign-On URL has a typing error in its path", Code::WrongIdp, {.login = LoginFault::DeadSsoUrl}},
    Drill{"foreign-issuer", "the AuthnRequest carries another connection's Entity ID", Code::EntityIdMismatch, {.login = LoginFault::ForeignIssuer}},
    Drill{"foreign-acs", "the AuthnRequest carries another connection's ACS URL", Code::AcsUrlMismatch, {.login = LoginFault::ForeignAcs}},
    // identity provider
    Drill{"wrong-entity-id", "the identity provider knows no application with this Entity ID", Code::IdpError, {.idp = IdpFault::UnknownApplication}},
    Drill{"idp-500", "the identity provider answers 500", Code::ServerError, {.idp = IdpFault::ServerError}},
    Drill{"idp-429", "the identity provider answers 429", Code::RateLimited, {.idp = IdpFault::RateLimited}},
    Drill{"captcha", "the login form asks for a captcha", Code::BotProtection, {.idp = IdpFault::Captcha}},
    Drill{"unknown-page", "the identity provider shows a page that nobody knows", Code::PageNotRecognised, {.idp = IdpFault::UnknownPage}},
    Drill{"script-only", "the login page is made by JavaScript", Code::NeedsBrowser, {.idp = IdpFault::ScriptOnly}},
    // credentials
    Drill{"wrong-password", "the test user's password was changed", Code::CredentialsRejected, {.idp = IdpFault::PasswordChanged}},
    Drill{"account-locked", "the test user is locked", Code::CredentialsRejected, {.idp = IdpFault::Locked}},
    Drill{"silent-refusal", "the login form comes back without a word", Code::NoProgress, {.idp = IdpFault::SilentRefusal}},
    Drill{"unknown-user", "the identity provider does not know the user name", Code::UnknownUser, {.idp = IdpFault::UnknownUser}},
    Drill{"password-expired", "the identity provider wants a new password", Code::PasswordExpired, {.idp = IdpFault::NewPassword}},
    Drill{"one-time-code", "the identity provider wants a second factor", Code::MfaRequired, {.idp = IdpFault::OneTimeCode}},
    Drill{"password-to-other-host", "the login form would post to another host", Code::SecretHostRefused, {.idp = IdpFault::ForeignLoginHost}},
    Drill{"password-in-url", "the login form has no method", Code::PageNotRecognised, {.idp = IdpFault::GetForm}},
    // assertion
    Drill{"not-saml", "the SAMLResponse is no XML", Code::SamlResponseMalformed, {.assertion = AssertionFault::NotXml}},
    Drill{"document-type", "the SAMLResponse has a document type", Code::SamlUnsafeXml, {.assertion = AssertionFault::DocumentType}},
    Drill{"status-denied", "the identity provider answers with a refusal", Code::SamlStatusNotSuccess, {.assertion = AssertionFault::StatusDenied}},
    Drill{"unsigned-response", "neither response nor assertion is signed", Code::SamlSignatureMissing, {.assertion = AssertionFault::NoSignature}},
    Drill{"broken-signature", "the response was changed after it was signed", Code::SamlSignatureInvalid, {.assertion = AssertionFault::BrokenSignature}},
    Drill{"wrong-certificate", "Flex holds another certificate than the identity provider signs with", Code::SamlCertificateMismatch, {.login = LoginFault::OtherCertificate}},
    Drill{.name = "expired-certificate", .plants = "the identity provider's certificate has expired, which the enhanced ACS does not look at", .expected = Code::SamlCertificateExpired, .faults = {.assertion = AssertionFault::ExpiredCertificate}, .severity = Severity::Warning},
    Drill{"expired-certificate-refused", "the identity provider's certificate has expired, and the ACS looks at it", Code::SamlCertificateExpired, {.login = LoginFault::LooksAtCertificateTimes, .assertion = AssertionFault::ExpiredCertificate}},
    Drill{"encrypted", "the assertion is encrypted", Code::SamlEncrypted, {.assertion = AssertionFault::Encrypted}},
    Drill{"two-assertions", "the response holds two assertions", Code::SamlMultipleAssertions, {.assertion = AssertionFault::TwoAssertions}},
    Drill{"wrong-audience", "the identity provider still holds the legacy Entity ID", Code::ConnectionKindMismatch, {.assertion = AssertionFault::LegacyAudience}},
    Drill{"other-audience", "the identity provider holds a mistyped Entity ID", Code::SamlAudienceMismatch, {.assertion = AssertionFault::OtherAudience}},
    Drill{"other-destination", "the response is addressed to another ACS URL", Code::SamlDestinationMismatch, {.assertion = AssertionFault::OtherDestination}},
    Drill{"other-recipient", "the assertion names another recipient", Code::SamlRecipientMismatch, {.assertion = AssertionFault::OtherRecipient}},
    Drill{"other-request", "the response answers another request", Code::SamlInResponseToMismatch, {.assertion = AssertionFault::OtherRequest}},
    Drill{"expired-assertion", "the identity provider's clock is an hour behind", Code::SamlExpired, {.assertion = AssertionFault::Expired}},
    Drill{.name = "clock-ahead", .plants = "the identity provider's clock is an hour ahead, which the enhanced ACS does not see", .expected = Code::SamlNotYetValid, .faults = {.assertion = AssertionFault::NotYetValid}, .severity = Severity::Warning},
    Drill{"legacy-clock-ahead", "the identity provider's clock is an hour ahead in a legacy login", Code::SamlNotYetValid, {.assertion = AssertionFault::NotYetValid}, "legacy-self-hosted"},
    Drill{"no-name-id", "the assertion has no NameID", Code::SamlNameIdMissing, {.assertion = AssertionFault::NoNameId}},
    Drill{"answer-by-redirect", "the identity provider answers by HTTP-Redirect", Code::SamlWrongBinding, {.assertion = AssertionFault::ByRedirect}},
    Drill{"foreign-name-qualifier", "the NameID is qualified for another service", Code::SamlNameIdQualifier, {.assertion = AssertionFault::ForeignQualifier}},
    Drill{"missing-roles", "the claim roles is missing", Code::ClaimMissing, {.assertion = AssertionFault::NoRoles}},
    Drill{"misnamed-email", "the claim email has a namespace in its name", Code::ClaimMisnamed, {.assertion = AssertionFault::MisnamedEmail}},
    Drill{"wrong-role", "the user is a supervisor, no agent", Code::RoleMissing, {.assertion = AssertionFault::SupervisorRole}},
    Drill{"invalid-role", "the user's role is administrator", Code::RoleInvalid, {.assertion = AssertionFault::AdministratorRole}},
    // warnings: the login works
    Drill{"sha1", "the identity provider signs with SHA-1", Code::SamlWeakAlgorithm, {.assertion = AssertionFault::Sha1}},
    Drill{"transient-name-id", "the NameID is another at each login", Code::SamlNameIdUnstable, {.assertion = AssertionFault::TransientNameId}},
    Drill{"short-session", "the session ends after half an hour", Code::SamlSessionTooShort, {.assertion = AssertionFault::ShortSession}},
    Drill{"clock-slightly-ahead", "the identity provider's clock is 80 seconds ahead", Code::SamlClockSkew, {.assertion = AssertionFault::SlightlyAhead}},
    Drill{"certificate-ends-soon", "the identity provider's certificate ends in ten days", Code::SamlCertificateExpiresSoon, {.assertion = AssertionFault::CertificateEndsSoon}},
    Drill{"tls-ends-soon", "the servers' certificate ends in ten days", Code::TlsExpiresSoon, {.tls = TlsFault::EndsSoon}},
    // acs
    Drill{"acs-foreign-host", "the identity provider posts the SAMLResponse to another host", Code::AcsHostRefused, {.post = PostFault::ForeignHost}},
    Drill{"legacy-acs", "the identity provider still holds the legacy ACS URL", Code::ConnectionKindMismatch, {.post = PostFault::LegacyAcs}},
    Drill{"acs-without-connection", "the ACS URL lacks ?connection=", Code::SamlDestinationMismatch, {.post = PostFault::NoConnectionParameter}},
    Drill{"form-action", "the identity provider's policy forbids the form that posts the SAMLResponse", Code::BrowserRefuses, {.post = PostFault::FormAction}},
    Drill{"relay-state-lost", "the identity provider does not send RelayState back", Code::AcsRejected, {.post = PostFault::NoRelayState}},
    // landing
    Drill{"landing-elsewhere", "the login comes back to another URL", Code::LandingNotReached, {.callback = CallbackFault::OtherPlace}},
    Drill{"landing-refused", "the web server refuses the long landing URL", Code::LandingRefused, {.landing = LandingFault::RefusesQuery}},
    Drill{"landing-forbidden", "the web server answers the landing URL with 403", Code::LandingRefused, {.landing = LandingFault::Forbids}},
    Drill{"hosted-landing-forbidden", "Twilio's own page answers the landing URL with 403", Code::LandingRefused, {.landing = LandingFault::Forbids}, "hosted"},
    Drill{"landing-other-origin", "the web server redirects the landing to another origin, which stored nothing", Code::StateMismatch, {.landing = LandingFault::OtherOrigin}},
    Drill{"landing-not-flex", "another page is served at the redirect URL once it has a code", Code::NotAFlexPage, {.landing = LandingFault::NotFlex}},
    Drill{"query-dropped", "the web server redirects the landing and loses the query", Code::QueryDropped, {.landing = LandingFault::DropsQuery}},
    Drill{"code-missing", "the login comes back without a code", Code::CodeMissing, {.callback = CallbackFault::NoCode}},
    Drill{"state-mismatch", "the login comes back with another state", Code::StateMismatch, {.callback = CallbackFault::OtherState}},
    Drill{"oauth-error", "the login comes back with an error", Code::OauthError, {.callback = CallbackFault::Error}},
    // token
    Drill{"exchange-failed", "Twilio refuses the code", Code::TokenExchangeFailed, {.exchange = ExchangeFault::Refused}},
    Drill{"attributes-missing", "the exchange answers without token_info", Code::UserAttributesMissing, {.exchange = ExchangeFault::NoTokenInfo}},
    Drill{"wrong-account", "the token belongs to another account", Code::AccountMismatch, {.exchange = ExchangeFault::OtherAccount}},
    Drill{"wrong-identity", "Flex knows the user by another name", Code::IdentityMismatch, {.exchange = ExchangeFault::OtherIdentity}},
    Drill{"exchange-empty", "the exchange answers 200 with an empty object", Code::TokenExchangeFailed, {.exchange = ExchangeFault::Empty}},
    Drill{"exchange-empty-hosted", "the exchange of a hosted page answers 200 with an empty object", Code::TokenExchangeFailed, {.exchange = ExchangeFault::Empty}, "hosted"},
    Drill{"exchange-wrong-type", "token_info is a text", Code::TokenExchangeFailed, {.exchange = ExchangeFault::WrongType}},
    Drill{"exchange-error-beside", "an error number stands beside a good token", Code::TokenExchangeFailed, {.exchange = ExchangeFault::ErrorBeside}},
    Drill{.name = "exchange-not-there", .plants = "the exchange that the page's UI uses is not there, the other one is", .expected = Code::TokenExchangeFailed, .faults = {.exchange = ExchangeFault::NotThere}, .severity = Severity::Warning},
    Drill{.name = "exchange-not-there-hosted", .plants = "the exchange that the hosted UI uses is not there, the other one is", .expected = Code::TokenExchangeFailed, .faults = {.exchange = ExchangeFault::NotThere}, .target = "hosted", .severity = Severity::Warning},
    Drill{"token-without-roles", "the token carries no role at all", Code::RoleMissing, {.exchange = ExchangeFault::NoRoles}},
    Drill{"token-expired", "the token has expired when it comes", Code::TokenInvalid, {.exchange = ExchangeFault::Expired}},
    Drill{.name = "extra-role", .plants = "a group of the identity provider's stands among the roles", .expected = Code::RoleInvalid, .faults = {.assertion = AssertionFault::ExtraRole}, .severity = Severity::Warning},
    Drill{.name = "legacy-extra-role", .plants = "a group of the identity provider's stands among the roles of a legacy login", .expected = Code::RoleInvalid, .faults = {.assertion = AssertionFault::ExtraRole}, .target = "legacy-self-hosted", .severity = Severity::Warning},
    Drill{"insights-role", "the user has roles of Flex Insights only", Code::RoleMissing, {.assertion = AssertionFault::InsightsRole}},
    Drill{"info-error-beside", "Tokens/Info carries an error number beside its facts", Code::TokenInvalid, {.api = ApiFault::InfoErrorBeside}},
    Drill{"info-other-identity", "Tokens/Info knows the token as somebody else's", Code::IdentityMismatch, {.api = ApiFault::InfoOtherIdentity}},
    Drill{"info-other-roles", "Tokens/Info gives the token other roles", Code::RoleMissing, {.api = ApiFault::InfoOtherRoles}},
    Drill{"info-other-worker", "Tokens/Info gives the token another worker", Code::IdentityMismatch, {.api = ApiFault::InfoOtherWorker}},
    Drill{"info-other-account", "Tokens/Info gives the token another account", Code::AccountMismatch, {.api = ApiFault::InfoOtherAccount}},
    Drill{"info-expired", "Tokens/Info says that the token has expired", Code::TokenInvalid, {.api = ApiFault::InfoExpired}},
    Drill{"token-invalid", "Tokens/Info says that the token is not valid", Code::TokenInvalid, {.api = ApiFault::TokenInvalid}},
    // loaded
    Drill{"configuration-403", "the configuration is refused", Code::ConfigurationFailed, {.api = ApiFault::ConfigurationForbidden}},
    Drill{"configuration-empty", "the configuration is an empty object", Code::ConfigurationFailed, {.api = ApiFault::ConfigurationEmpty}},
    Drill{"configuration-error", "the configuration carries an error number", Code::ConfigurationFailed, {.api = ApiFault::ConfigurationError}},
    Drill{"configuration-no-workspace", "the configuration names no workspace", Code::ConfigurationFailed, {.api = ApiFault::ConfigurationNoWorkspace}},
    Drill{"configuration-not-ok", "the configuration's status is not ok", Code::ConfigurationFailed, {.api = ApiFault::ConfigurationNotOk}},
    Drill{"configuration-other-account", "the configuration is another account's", Code::AccountMismatch, {.api = ApiFault::ConfigurationOtherAccount}},
    Drill{"ui-incompatible", "ui_attributes say that this UI is not compatible", Code::UiIncompatible, {.api = ApiFault::UiIncompatible}},
    Drill{"ui-compatibility-absent", "ui_attributes were written without version_compatibility", Code::UiIncompatible, {.api = ApiFault::UiCompatibilityAbsent}, "hosted"},
    Drill{"session-html", "Flex's session service answers with a page", Code::SessionFailed, {.api = ApiFault::SessionHtml}},
    Drill{"plugins-html", "the plugin list is a page", Code::PluginsFailed, {.api = ApiFault::PluginsHtml}},
    Drill{"hosted-plugins-500", "the hosted page's plugin list answers 500", Code::PluginsFailed, {.api = ApiFault::PluginsError}, "hosted"},
    Drill{"session-500", "Flex's session service answers 500", Code::SessionFailed, {.api = ApiFault::SessionError}},
    Drill{"plugins-500", "the plugin list answers 500", Code::PluginsFailed, {.api = ApiFault::PluginsError}},
    // logins that the identity provider starts
    Drill{"no-default-redirect", "Default redirect URL is empty", Code::LandingNotReached, {.unasked = UnaskedFault::NoDefaultRedirect}, "idp-initiated"},
    Drill{"other-default-redirect", "Default redirect URL is another page", Code::LandingNotReached, {.unasked = UnaskedFault::OtherDefaultRedirect}, "idp-initiated"},
    Drill{"legacy-no-default-redirect", "Default redirect URL is empty in a legacy login", Code::LandingNotReached, {.unasked = UnaskedFault::NoDefaultRedirect}, "legacy-idp-initiated"},
    // legacy connection, and switching back
    Drill{"legacy-destination", "Trusted URLs of the legacy connection lack the page", Code::RedirectUrlUntrusted, {.legacy = LegacyFault::UntrustedDestination}, "legacy-self-hosted"},
    Drill{"legacy-no-connection", "the legacy connection is not there any more", Code::ConnectionNotFound, {.legacy = LegacyFault::NoConnection}, "legacy-self-hosted"},
    Drill{"legacy-long-url", "the web server refuses the landing URL with the Token", Code::LandingRefused, {.landing = LandingFault::RefusesQuery}, "legacy-self-hosted"},
    Drill{"legacy-token-dropped", "the web server redirects the landing and loses the Token", Code::QueryDropped, {.landing = LandingFault::DropsQuery}, "legacy-self-hosted"},
    Drill{"legacy-no-token", "the login comes back without a Token", Code::CodeMissing, {.legacy = LegacyFault::NoToken}, "legacy-self-hosted"},
    Drill{"legacy-no-identity", "the login comes back without Identity", Code::CodeMissing, {.legacy = LegacyFault::NoIdentity}, "legacy-self-hosted"},
    Drill{"legacy-no-expiration", "the login comes back without Expiration", Code::CodeMissing, {.legacy = LegacyFault::NoExpiration}, "legacy-hosted"},
    Drill{"legacy-token-expired", "the Token has expired when it comes", Code::TokenInvalid, {.legacy = LegacyFault::ExpiredToken}, "legacy-self-hosted"},
    Drill{"legacy-elsewhere", "the legacy login comes back to another page", Code::LandingNotReached, {.legacy = LegacyFault::OtherPlace}, "legacy-self-hosted"},
    Drill{"legacy-landing-not-flex", "another page is served at the legacy landing URL", Code::NotAFlexPage, {.landing = LandingFault::NotFlex}, "legacy-self-hosted"},
    Drill{"legacy-landing-forbidden", "the web server answers the legacy landing URL with 403", Code::LandingRefused, {.landing = LandingFault::Forbids}, "legacy-self-hosted"},
    Drill{"legacy-configuration-empty", "the configuration is an empty object in a legacy login", Code::ConfigurationFailed, {.api = ApiFault::ConfigurationEmpty}, "legacy-self-hosted"},
    Drill{"legacy-info-other-identity", "Tokens/Info knows the legacy Token as somebody else's", Code::IdentityMismatch, {.api = ApiFault::InfoOtherIdentity}, "legacy-self-hosted"},
    Drill{"legacy-token-invalid", "Twilio does not confirm the token", Code::TokenInvalid, {.legacy = LegacyFault::TokenInvalid}, "legacy-self-hosted"},
    Drill{"legacy-issuer", "Identity Provider Issuer of the legacy connection has another value", Code::SamlIssuerMismatch, {.login = LoginFault::OtherIssuer}, "legacy-self-hosted"},
    Drill{"legacy-certificate", "the legacy connection holds another certificate", Code::SamlCertificateMismatch, {.login = LoginFault::OtherCertificate}, "legacy-hosted"},
    Drill{"legacy-no-roles", "the claim roles is missing in a legacy login", Code::ClaimMissing, {.assertion = AssertionFault::NoRoles}, "legacy-self-hosted"},
    Drill{"legacy-holder-of-key", "the legacy login's only SubjectConfirmation is none of a bearer", Code::SamlSubjectConfirmation, {.assertion = AssertionFault::HolderOfKey}, "legacy-self-hosted"},
    Drill{"legacy-unreadable-time", "a time of the legacy login's assertion is none", Code::SamlTimeUnreadable, {.assertion = AssertionFault::UnreadableTime}, "legacy-self-hosted"},
    Drill{"legacy-bad-role", "the user's role is administrator in a legacy login", Code::RoleInvalid, {.assertion = AssertionFault::AdministratorRole}, "legacy-self-hosted"},
    Drill{"revert-idp-left", "the revert is half done: the identity provider still holds the enhanced values", Code::RevertIncomplete, {.legacy = LegacyFault::IdpNotReverted}, "legacy-self-hosted", Expectations::Named, Revert::Checked},
    Drill{.name = "revert-console-left", .plants = "the revert is half done: Twilio lists the OAuth 2.0 connection as active, and serves legacy logins", .expected = Code::RevertIncomplete, .faults = {.legacy = LegacyFault::ConsoleNotReverted}, .target = "legacy-self-hosted", .revert = Revert::Checked, .severity = Severity::Warning},
    Drill{.name = "revert-console-left-closed", .plants = "the revert is half done: Twilio still uses the OAuth 2.0 connection alone", .expected = Code::RevertIncomplete, .faults = {.legacy = LegacyFault::ConsoleClosed}, .target = "legacy-self-hosted", .revert = Revert::Checked},
    Drill{"revert-page-left", "the revert is half done: appConfig.js still has an oauth object", Code::RevertIncomplete, {.legacy = LegacyFault::PageNotReverted}, "legacy-self-hosted", Expectations::Named, Revert::Checked},
};

// Each says what a careless verifier would find.
constexpr std::array kVariations = {
    Drill{"exchange-201", "the exchange answers 201", Code::TokenExchangeFailed, {.exchange = ExchangeFault::Created}},
    Drill{"exchange-201-hosted", "the exchange of a hosted page answers 201", Code::TokenExchangeFailed, {.exchange = ExchangeFault::Created}, "hosted"},
    Drill{"info-201-empty", "Tokens/Info answers 201 with an empty object", Code::TokenInvalid, {.api = ApiFault::InfoEmpty}},
    Drill{"finer-roles", "the user has finer roles of Flex besides agent", Code::RoleInvalid, {.assertion = AssertionFault::FinerRoles}},
    Drill{"plugins-off", "the page has no plugin service, which would answer 500", Code::PluginsFailed, {.app_config = AppConfigFault::NoPlugins, .api = ApiFault::PluginsError}},
    Drill{"legacy-preview", "only the older legacy service knows the account", Code::AuthorizeRejected, {.legacy = LegacyFault::PreviewOnly}, "legacy-self-hosted"},
    Drill{"legacy-authenticate-201", "legacy authenticate answers 201", Code::AuthorizeRejected, {.legacy = LegacyFault::AuthenticateCreated}, "legacy-self-hosted"},
};
// clang-format on

// Each look-alike brings its own.
std::vector<Drill> with_detours() {
  std::vector<Drill> all(kDrills.begin(), kDrills.end());
  for (const LookAlike* look_alike : look_alikes())
    for (const Detour& detour : look_alike->detours) {
      Drill drill{.name = detour.drill, .plants = detour.plants, .expected = detour.expected};
      drill.target = drill.look_alike = look_alike->name;
      drill.from = detour.from;
      drill.to = detour.to;
      all.push_back(drill);
    }
  return all;
}

}  // namespace

std::span<const Drill> all_drills() {
  static const std::vector<Drill> all = with_detours();
  return all;
}

std::span<const Drill> all_variations() { return kVariations; }

model::Severity expected_severity(const Drill& drill) {
  return drill.severity.value_or(model::info(drill.expected).severity);
}

const Drill* drill_named(std::string_view name) {
  for (const auto all : {all_drills(), all_variations()}) {
    const auto found = std::ranges::find(all, name, &Drill::name);
    if (found != all.end()) return &*found;
  }
  return nullptr;
}

base::Json drills_json() {
  base::Json::Array list;
  for (const Drill& drill : all_drills()) {
    base::Json entry;
    entry.set("name", drill.name)
        .set("plants", drill.plants)
        .set("expected", model::info(drill.expected).id)
        .set("severity", model::name_of(expected_severity(drill)))
        .set("target", drill.target);
    list.push_back(std::move(entry));
  }
  return base::Json(std::move(list));
}

}  // namespace flexverify::lab
