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
    Drill{.name = "discovery-html", .plants = "a network's own page answers in place of Twilio, and nobody names the connection", .expected = Code::ResponseMalformed, .faults = {.discovery = DiscoveryFault::Html}, .target = "hosted", .expectations = Expectations::Left},
    // browser
    Drill{.name = "unkept-cookie", .plants = "the identity provider's session cookie is SameSite=None without Secure", .expected = Code::CookieRejected, .faults = {.idp = IdpFault::UnkeptCookie}, .severity = Severity::Critical},
    Drill{.name = "transaction-cookie-lax", .plants = "the login service sets its transaction cookie with SameSite=Lax", .expected = Code::CookieWithheld, .faults = {.login = LoginFault::LaxCookie}, .severity = Severity::Critical},
    // start
    Drill{"page-404", "the web server has no page at this URL", Code::PageNotServed, {.page = PageFault::NotFound}},
    Drill{"not-flex-page", "the web server serves some other page", Code::NotAFlexPage, {.page = PageFault::NotFlex}},
    Drill{.name = "page-maintenance", .plants = "the web server serves a maintenance page", .expected = Code::NotAFlexPage, .faults = {.odd_page = OddPage::Maintenance}},
    Drill{.name = "page-sign-in-wall", .plants = "the web server serves the sign-in form of a portal", .expected = Code::NotAFlexPage, .faults = {.odd_page = OddPage::SignInWall}},
    Drill{.name = "page-empty", .plants = "the web server serves an empty page", .expected = Code::NotAFlexPage, .faults = {.odd_page = OddPage::Empty}},
    Drill{.name = "page-json", .plants = "the web server serves JSON", .expected = Code::NotAFlexPage, .faults = {.odd_page = OddPage::Json}},
    Drill{.name = "page-no-content", .plants = "the web server serves 204", .expected = Code::NotAFlexPage, .faults = {.odd_page = OddPage::NoContent}},
    Drill{.name = "page-download", .plants = "the web server serves the page as a download", .expected = Code::NotAFlexPage, .faults = {.odd_page = OddPage::Download}},
    Drill{.name = "page-plain-text", .plants = "the web server serves the page as text", .expected = Code::NotAFlexPage, .faults = {.odd_page = OddPage::PlainText}},
    Drill{.name = "page-meta-refresh", .plants = "the web server serves a page that refreshes to another site", .expected = Code::NotAFlexPage, .faults = {.odd_page = OddPage::MetaRefresh}},
    Drill{.name = "page-script-redirect", .plants = "the web server serves a page whose script leads to another site", .expected = Code::NotAFlexPage, .faults = {.odd_page = OddPage::ScriptRedirect}},
    Drill{.name = "page-maintenance-hosted", .plants = "Twilio serves a maintenance page in place of Flex", .expected = Code::NotAFlexPage, .faults = {.odd_page = OddPage::Maintenance}, .target = "hosted"},
    Drill{.name = "page-sign-in-wall-hosted", .plants = "Twilio serves the sign-in form of a portal in place of Flex", .expected = Code::NotAFlexPage, .faults = {.odd_page = OddPage::SignInWall}, .target = "hosted"},
    Drill{.name = "page-empty-hosted", .plants = "Twilio serves an empty page in place of Flex", .expected = Code::NotAFlexPage, .faults = {.odd_page = OddPage::Empty}, .target = "hosted"},
    Drill{.name = "page-json-hosted", .plants = "Twilio serves JSON in place of Flex", .expected = Code::NotAFlexPage, .faults = {.odd_page = OddPage::Json}, .target = "hosted"},
    Drill{.name = "page-no-content-hosted", .plants = "Twilio serves 204 in place of Flex", .expected = Code::NotAFlexPage, .faults = {.odd_page = OddPage::NoContent}, .target = "hosted"},
    Drill{.name = "page-download-hosted", .plants = "Twilio serves the page as a download in place of Flex", .expected = Code::NotAFlexPage, .faults = {.odd_page = OddPage::Download}, .target = "hosted"},
    Drill{.name = "page-plain-text-hosted", .plants = "Twilio serves the page as text in place of Flex", .expected = Code::NotAFlexPage, .faults = {.odd_page = OddPage::PlainText}, .target = "hosted"},
    Drill{.name = "page-meta-refresh-hosted", .plants = "Twilio serves a page that refreshes to another site in place of Flex", .expected = Code::NotAFlexPage, .faults = {.odd_page = OddPage::MetaRefresh}, .target = "hosted"},
    Drill{.name = "page-script-redirect-hosted", .plants = "Twilio serves a page whose script leads to another site in place of Flex", .expected = Code::NotAFlexPage, .faults = {.odd_page = OddPage::ScriptRedirect}, .target = "hosted"},
    Drill{.name = "page-maintenance-legacy", .plants = "the web server of a legacy page serves a maintenance page", .expected = Code::NotAFlexPage, .faults = {.odd_page = OddPage::Maintenance}, .target = "legacy-self-hosted"},
    Drill{.name = "page-sign-in-wall-legacy", .plants = "the web server of a legacy page serves the sign-in form of a portal", .expected = Code::NotAFlexPage, .faults = {.odd_page = OddPage::SignInWall}, .target = "legacy-self-hosted"},
    Drill{.name = "page-meta-refresh-legacy", .plants = "the web server of a legacy page serves a page that refreshes to another site", .expected = Code::NotAFlexPage, .faults = {.odd_page = OddPage::MetaRefresh}, .target = "legacy-self-hosted"},
    Drill{.name = "page-no-bundle", .plants = "the page names appConfig.js and no other script", .expected = Code::BundleMissing, .faults = {.odd_page = OddPage::NoBundle}},
    Drill{.name = "appconfig-nosniff", .plants = "appConfig.js is text/plain with nosniff: a browser does not run it", .expected = Code::BrowserRefuses, .faults = {.app_config = AppConfigFault::PlainText}},
    Drill{.name = "appconfig-broken", .plants = "a bracket of appConfig.js is missing", .expected = Code::AppConfigIncomplete, .faults = {.app_config = AppConfigFault::Broken}},
    Drill{.name = "appconfig-never-assigned", .plants = "appConfig.js assigns another name", .expected = Code::AppConfigIncomplete, .faults = {.app_config = AppConfigFault::NeverAssigned}},
    Drill{.name = "appconfig-computed", .plants = "appConfig.js makes its values at run time", .expected = Code::AppConfigUnreadable, .faults = {.app_config = AppConfigFault::Computed}, .expectations = Expectations::Left},
    Drill{.name = "appconfig-computed-connection", .plants = "oauth.connection comes from another script", .expected = Code::AppConfigUnreadable, .faults = {.app_config = AppConfigFault::UnreadableConnection}, .expectations = Expectations::Left},
    Drill{.name = "appconfig-no-connection", .plants = "oauth has connectionName in place of connection", .expected = Code::AppConfigIncomplete, .faults = {.app_config = AppConfigFault::NoConnection}},
    Drill{.name = "appconfig-no-redirect-url", .plants = "oauth has no redirectUrl", .expected = Code::AppConfigIncomplete, .faults = {.app_config = AppConfigFault::NoRedirectUrl}},
    Drill{.name = "appconfig-no-account", .plants = "accountSid stands at the top, where Flex UI does not look", .expected = Code::AppConfigIncomplete, .faults = {.app_config = AppConfigFault::NoAccount}},
    Drill{.name = "appconfig-malformed-account", .plants = "sso.accountSid ends with a space", .expected = Code::AppConfigIncomplete, .faults = {.app_config = AppConfigFault::MalformedAccount}},
    Drill{.name = "appconfig-other-account", .plants = "sso.accountSid is another account's", .expected = Code::AccountMismatch, .faults = {.app_config = AppConfigFault::OtherAccount}},
    Drill{.name = "appconfig-other-origin", .plants = "redirectUrl is of another origin than the page", .expected = Code::AppConfigIncomplete, .faults = {.app_config = AppConfigFault::OtherOrigin}},
    Drill{.name = "appconfig-own-addresses", .plants = "oauth.authorizeUrl leads nowhere", .expected = Code::AuthorizeRejected, .faults = {.app_config = AppConfigFault::Overrides}},
    Drill{.name = "appconfig-own-token-address", .plants = "oauth.tokenUrl leads nowhere", .expected = Code::TokenExchangeFailed, .faults = {.app_config = AppConfigFault::OwnToken}},
    Drill{.name = "appconfig-stale-client", .plants = "oauth.clientId is not the connection's, and this Flex UI does not send it", .expected = Code::AppConfigIncomplete, .faults = {.app_config = AppConfigFault::StaleClient}, .severity = Severity::Warning},
    Drill{.name = "appconfig-stale-client-sent", .plants = "oauth.clientId is not the connection's, and Flex UI 2.9 sends it", .expected = Code::AppConfigIncomplete, .faults = {.ui_version = "2.9.1", .app_config = AppConfigFault::StaleClient}},
    Drill{.name = "oauth-missing", .plants = "appConfig.js has no oauth object, as before Finish", .expected = Code::OauthConfigMissing, .faults = {.app_config = AppConfigFault::NoOauth}, .severity = Severity::Warning},
    Drill{.name = "oauth-deleted", .plants = "appConfig.js takes its oauth object out again", .expected = Code::OauthConfigMissing, .faults = {.app_config = AppConfigFault::DeletedOauth}, .severity = Severity::Warning},
    Drill{.name = "oauth-missing-unnamed", .plants = "appConfig.js has no oauth object, and nobody names a connection", .expected = Code::OauthConfigMissing, .faults = {.app_config = AppConfigFault::NoOauth}, .expectations = Expectations::Left},
    Drill{.name = "stale-connection", .plants = "appConfig.js names another connection than the one to verify", .expected = Code::ConnectionMismatch, .faults = {.app_config = AppConfigFault::StaleConnection}},
    Drill{.name = "stale-connection-unnamed", .plants = "appConfig.js names a connection that was made anew", .expected = Code::ConnectionMismatch, .faults = {.app_config = AppConfigFault::StaleConnection}, .expectations = Expectations::Left},
    Drill{.name = "no-connection", .plants = "the account has no enhanced connection", .expected = Code::ConnectionNotFound, .faults = {.discovery = DiscoveryFault::Absent}, .target = "hosted", .expectations = Expectations::Left},
    Drill{.name = "connection-inactive", .plants = "no connection is active, and nobody names one", .expected = Code::ConnectionInactive, .faults = {.discovery = DiscoveryFault::Inactive}, .target = "hosted", .expectations = Expectations::Left, .severity = Severity::Unknown},
    Drill{.name = "connection-switched-off", .plants = "the connection was switched off after the migration", .expected = Code::ConnectionInactive, .faults = {.discovery = DiscoveryFault::Inactive}, .migrated_on = "2026-01-31"},
    Drill{.name = "two-active-connections", .plants = "two connections are active, and nobody names one", .expected = Code::ConnectionMismatch, .faults = {.discovery = DiscoveryFault::TwoActive}, .target = "hosted", .expectations = Expectations::Left, .severity = Severity::Unknown},
    Drill{"appconfig-html", "appConfig.js is missing and the web server answers with the page", Code::AppConfigMissing, {.app_config = AppConfigFault::Html}},
    Drill{"unknown-runtime-domain", "no Flex instance has this login link", Code::RuntimeDomainUnknown, {.discovery = DiscoveryFault::UnknownDomain}, "hosted"},
    Drill{"untrusted-redirect-url", "Trusted URLs lack the redirect URL", Code::RedirectUrlUntrusted, {.authorize = AuthorizeFault::UntrustedUrl}},
    Drill{"authorize-refused", "Twilio does not know the connection at authorize", Code::AuthorizeRejected, {.authorize = AuthorizeFault::UnknownConnection}},
    Drill{.name = "bundle-missing", .plants = "the page names a bundle that is not there", .expected = Code::BundleMissing, .faults = {.bundle = BundleFault::Missing}},
    Drill{.name = "bundle-html", .plants = "the web server answers with the page for the missing bundle", .expected = Code::BundleMissing, .faults = {.bundle = BundleFault::Html}},
    Drill{.name = "bundle-html-hosted", .plants = "a page is served for the missing bundle of hosted Flex", .expected = Code::BundleMissing, .faults = {.bundle = BundleFault::Html}, .target = "hosted"},
    Drill{.name = "bundle-empty", .plants = "the bundle is an empty file", .expected = Code::BundleMissing, .faults = {.bundle = BundleFault::Empty}},
    Drill{.name = "bundle-image", .plants = "the bundle is served with an image's type", .expected = Code::BrowserRefuses, .faults = {.bundle = BundleFault::Image}},
    Drill{.name = "bundle-nosniff", .plants = "the bundle is text/plain with nosniff: a browser does not run it", .expected = Code::BrowserRefuses, .faults = {.bundle = BundleFault::PlainText}},
    Drill{.name = "bundle-http", .plants = "the page loads its bundle without TLS", .expected = Code::BrowserRefuses, .faults = {.bundle = BundleFault::Http}},
    Drill{.name = "ui-own-build-2-4", .plants = "the first bytes of the build name Flex UI 2.4", .expected = Code::UiVersionUnsupported, .faults = {.bundle = BundleFault::OldBuild}},
    Drill{.name = "ui-2-4", .plants = "the page loads Flex UI 2.4.1", .expected = Code::UiVersionUnsupported, .faults = {.ui_version = "2.4.1"}},
    Drill{.name = "ui-1-33", .plants = "the page loads Flex UI 1.33.2", .expected = Code::UiVersionUnsupported, .faults = {.ui_version = "1.33.2"}},
    Drill{.name = "ui-1-34", .plants = "the page loads Flex UI 1.34.6", .expected = Code::UiVersionUnsupported, .faults = {.ui_version = "1.34.6"}, .severity = Severity::Warning},
    Drill{.name = "ui-2-6", .plants = "the page loads Flex UI 2.6.0", .expected = Code::UiVersionUnsupported, .faults = {.ui_version = "2.6.0"}, .severity = Severity::Warning},
    Drill{.name = "ui-2-9", .plants = "the page loads Flex UI 2.9.1", .expected = Code::UiVersionUnsupported, .faults = {.ui_version = "2.9.1"}, .severity = Severity::Warning},
    Drill{.name = "ui-2-14", .plants = "the page loads Flex UI 2.14.3", .expected = Code::UiVersionUnsupported, .faults = {.ui_version = "2.14.3"}, .severity = Severity::Warning},
    Drill{.name = "ui-2-4-hosted", .plants = "hosted Flex runs Flex UI 2.4.1", .expected = Code::UiVersionUnsupported, .faults = {.ui_version = "2.4.1"}, .target = "hosted"},
    // authn-request
    Drill{"no-authn-request", "Twilio shows a page of its own in place of the identity provider", Code::AuthnRequestMissing, {.login = LoginFault::NoIdentityPage}},
    Drill{"other-provider", "Single Sign-On URL belongs to another identity provider", Code::WrongIdp, {.login = LoginFault::OtherProvider}},
    Drill{"dead-sso-url", "Single Sign-On URL has a typing error in its path", Code::WrongIdp, {.login = LoginFault::DeadSsoUrl}},
    Drill{"foreign-issuer", "the AuthnRequest carries another connection's Entity ID", Code::EntityIdMismatch, {.login = LoginFault::ForeignIssuer}},
    Drill{"foreign-acs", "the AuthnRequest carries another connection's ACS URL", Code::AcsUrlMismatch, {.login = LoginFault::ForeignAcs}},
    // identity provider
    Drill{"wrong-entity-id", "the identity provider knows no application with this Entity ID", Code::IdpAppNotFound, {.idp = IdpFault::UnknownApplication}},
    Drill{"idp-500", "the identity provider answers 500", Code::ServerError, {.idp = IdpFault::ServerError}},
    Drill{"idp-429", "the identity provider answers 429", Code::RateLimited, {.idp = IdpFault::RateLimited}},
    Drill{"captcha", "the login form asks for a captcha", Code::BotProtection, {.idp = IdpFault::Captcha}},
    Drill{"unknown-page", "the identity provider shows a page that nobody knows", Code::PageNotRecognised, {.idp = IdpFault::UnknownPage}},
    Drill{"script-only", "the login page is made by JavaScript", Code::NeedsBrowser, {.idp = IdpFault::ScriptOnly}},
    // credentials
    Drill{"wrong-password", "the test user's password was changed", Code::CredentialsRejected, {.idp = IdpFault::PasswordChanged}},
    Drill{"account-locked", "the test user is locked", Code::AccountLocked, {.idp = IdpFault::Locked}},
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
    Drill{.name = "landing-other-origin", .plants = "the web server redirects the landing to another origin, whose root starts a login of its own", .expected = Code::StateMismatch, .faults = {.landing = LandingFault::OtherOrigin}, .severity = Severity::Warning},
    Drill{"landing-other-origin-only", "the web server redirects the landing to another origin, whose root is no Flex page", Code::StateMismatch, {.landing = LandingFault::OtherOriginOnly}},
    Drill{"landing-not-flex", "another page is served at the redirect URL once it has a code", Code::NotAFlexPage, {.landing = LandingFault::NotFlex}},
    Drill{.name = "landing-maintenance", .plants = "a maintenance page is served at the redirect URL once it has a code", .expected = Code::NotAFlexPage, .faults = {.odd_landing = OddPage::Maintenance}},
    Drill{.name = "landing-sign-in-wall", .plants = "the sign-in form of a portal is served at the redirect URL once it has a code", .expected = Code::NotAFlexPage, .faults = {.odd_landing = OddPage::SignInWall}},
    Drill{.name = "landing-empty", .plants = "an empty page is served at the redirect URL once it has a code", .expected = Code::NotAFlexPage, .faults = {.odd_landing = OddPage::Empty}},
    Drill{.name = "landing-json", .plants = "JSON is served at the redirect URL once it has a code", .expected = Code::NotAFlexPage, .faults = {.odd_landing = OddPage::Json}},
    Drill{.name = "landing-no-content", .plants = "204 is served at the redirect URL once it has a code", .expected = Code::NotAFlexPage, .faults = {.odd_landing = OddPage::NoContent}},
    Drill{.name = "landing-download", .plants = "the page as a download is served at the redirect URL once it has a code", .expected = Code::NotAFlexPage, .faults = {.odd_landing = OddPage::Download}},
    Drill{.name = "landing-plain-text", .plants = "the page as text is served at the redirect URL once it has a code", .expected = Code::NotAFlexPage, .faults = {.odd_landing = OddPage::PlainText}},
    Drill{.name = "landing-meta-refresh", .plants = "a page that refreshes to another site is served at the redirect URL once it has a code", .expected = Code::NotAFlexPage, .faults = {.odd_landing = OddPage::MetaRefresh}},
    Drill{.name = "landing-script-redirect", .plants = "a page whose script leads to another site is served at the redirect URL once it has a code", .expected = Code::NotAFlexPage, .faults = {.odd_landing = OddPage::ScriptRedirect}},
    Drill{.name = "landing-maintenance-hosted", .plants = "a maintenance page is served at the hosted redirect URL once it has a code", .expected = Code::NotAFlexPage, .faults = {.odd_landing = OddPage::Maintenance}, .target = "hosted"},
    Drill{.name = "landing-sign-in-wall-hosted", .plants = "the sign-in form of a portal is served at the hosted redirect URL once it has a code", .expected = Code::NotAFlexPage, .faults = {.odd_landing = OddPage::SignInWall}, .target = "hosted"},
    Drill{.name = "landing-no-content-hosted", .plants = "204 is served at the hosted redirect URL once it has a code", .expected = Code::NotAFlexPage, .faults = {.odd_landing = OddPage::NoContent}, .target = "hosted"},
    Drill{.name = "landing-download-hosted", .plants = "the page as a download is served at the hosted redirect URL once it has a code", .expected = Code::NotAFlexPage, .faults = {.odd_landing = OddPage::Download}, .target = "hosted"},
    Drill{"legacy-landing-not-flex", "another page is served at the legacy landing URL", Code::NotAFlexPage, {.landing = LandingFault::NotFlex}, "legacy-self-hosted"},
    Drill{.name = "legacy-landing-maintenance", .plants = "a maintenance page is served at the legacy landing URL", .expected = Code::NotAFlexPage, .faults = {.odd_landing = OddPage::Maintenance}, .target = "legacy-self-hosted"},
    Drill{.name = "legacy-landing-sign-in-wall", .plants = "the sign-in form of a portal is served at the legacy landing URL", .expected = Code::NotAFlexPage, .faults = {.odd_landing = OddPage::SignInWall}, .target = "legacy-self-hosted"},
    Drill{.name = "legacy-landing-empty", .plants = "an empty page is served at the legacy landing URL", .expected = Code::NotAFlexPage, .faults = {.odd_landing = OddPage::Empty}, .target = "legacy-self-hosted"},
    Drill{.name = "legacy-landing-no-content", .plants = "204 is served at the legacy landing URL", .expected = Code::NotAFlexPage, .faults = {.odd_landing = OddPage::NoContent}, .target = "legacy-self-hosted"},
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
    Drill{.name = "configuration-error", .plants = "the configuration carries an error number", .expected = Code::ConfigurationFailed, .faults = {.api = ApiFault::ConfigurationError}, .severity = Severity::Unknown},
    Drill{.name = "configuration-no-workspace", .plants = "the configuration names no workspace", .expected = Code::ConfigurationFailed, .faults = {.api = ApiFault::ConfigurationNoWorkspace}, .severity = Severity::Unknown},
    Drill{.name = "configuration-not-ok", .plants = "the configuration's status is not ok", .expected = Code::ConfigurationFailed, .faults = {.api = ApiFault::ConfigurationNotOk}, .severity = Severity::Unknown},
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
    Drill{.name = "appconfig-assignments", .plants = "appConfig.js is made of assignments, as Twilio documents it", .expected = Code::AppConfigUnreadable, .faults = {.app_config = AppConfigFault::Assignments}},
    Drill{.name = "appconfig-constants", .plants = "appConfig.js uses constants, shorthand and location.origin", .expected = Code::AppConfigUnreadable, .faults = {.app_config = AppConfigFault::Constants}},
    Drill{.name = "appconfig-per-host", .plants = "appConfig.js has a table by host, a condition, spread and Object.assign", .expected = Code::AppConfigUnreadable, .faults = {.app_config = AppConfigFault::PerHost}},
    Drill{.name = "head-501", .plants = "the web server refuses HEAD with 501", .expected = Code::BundleMissing, .faults = {.bundle = BundleFault::HeadRefused}},
    Drill{.name = "head-403", .plants = "the web server refuses HEAD with 403", .expected = Code::BundleMissing, .faults = {.bundle = BundleFault::HeadForbidden}},
    Drill{.name = "head-lies", .plants = "the web server answers HEAD with a page", .expected = Code::BundleMissing, .faults = {.bundle = BundleFault::HeadLies}},
    Drill{.name = "bundle-own-name", .plants = "the build has a name of its own", .expected = Code::BundleMissing, .faults = {.bundle = BundleFault::OwnName}},
    Drill{.name = "discovery-fails", .plants = "discovery answers 500, and the page names its connection", .expected = Code::ConnectionNotFound, .faults = {.discovery = DiscoveryFault::Fails}},
    Drill{.name = "discovery-absent", .plants = "discovery lists nothing, and the page names its connection", .expected = Code::ConnectionMismatch, .faults = {.discovery = DiscoveryFault::Absent}, .expectations = Expectations::Left},
    Drill{.name = "discovery-html-known", .plants = "a network's page answers for discovery, and the page names its connection", .expected = Code::ConnectionNotFound, .faults = {.discovery = DiscoveryFault::Html}, .expectations = Expectations::Left},
    Drill{.name = "discovery-two-active", .plants = "another connection is active beside the page's own", .expected = Code::ConnectionMismatch, .faults = {.discovery = DiscoveryFault::TwoActive}, .expectations = Expectations::Left},
    Drill{.name = "discovery-mobile-app", .plants = "discovery lists the mobile app first", .expected = Code::ConnectionMismatch, .faults = {.discovery = DiscoveryFault::MobileApp}, .target = "hosted", .expectations = Expectations::Left},
    Drill{.name = "discovery-inactive", .plants = "discovery does not know yet that the connection is active", .expected = Code::ConnectionNotFound, .faults = {.discovery = DiscoveryFault::Inactive}, .expectations = Expectations::Left},
    Drill{.name = "legacy-ui-2-4", .plants = "a legacy page runs Flex UI 2.4, which has no enhanced login", .expected = Code::OauthConfigMissing, .faults = {.ui_version = "2.4.1"}, .target = "legacy-self-hosted"},
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
