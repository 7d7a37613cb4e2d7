// Look-alikes of Auth0's New Universal Login: the longest usual way through its screens, and a
// connection that leaves the sign-in to Okta.
#include "tests/lab/look_alike.h"

namespace flexverify::lab {
namespace {

using enum model::Code;
using Is = Field::Is;

constexpr std::string_view kSso = "/samlp/Ab12Cd34Ef56Gh78Ij90Kl12Mn34Op56";
constexpr std::string_view kIssuer = "urn:acme.auth0.example";

// Every page posts to itself; its state is in the address and in the form.
constexpr Field kState = {"state", Is::Token, "state"};
constexpr Field kQuery = {"query:state", Is::Token, "state"};
constexpr Field kAction = {"action", Is::Exactly, "default"};

constexpr Field kPage[] = {kQuery};
constexpr Field kUserName[] = {kState,
                               kQuery,
                               kAction,
                               {"username", Is::Username},
                               {"js-available", Is::Present},
                               {"webauthn-available", Is::Present},
                               {"is-brave", Is::Present},
                               {"password", Is::Absent},
                               {"connection", Is::Absent}};
constexpr Field kPassword[] = {
    kState, kQuery, kAction, {"username", Is::Username}, {"password", Is::Password}};
// Auth0's own package for such screens (ACUL) and six public clients say here that scripts run.
constexpr Field kProbe[] = {kState,
                            kQuery,
                            {"js-available", Is::Exactly, "true"},
                            {"allow-passkeys", Is::Exactly, "false"},
                            {"webauthn-platform-available", Is::Exactly, "false"}};
constexpr Field kOther[] = {kState, kQuery, {"action", Is::Exactly, "pick-authenticator"}};
constexpr Field kPoll[] = {kQuery, {"header:Accept", Is::Exactly, "application/json"}};
constexpr Field kApproved[] = {kState, kQuery, {"action", Is::Exactly, "continue"}};
constexpr Field kFactor[] = {kState, kQuery, {"action", Is::Exactly, "otp::0"}};
constexpr Field kCode[] = {kState, kQuery, kAction, {"code", Is::Code}};
constexpr Field kNoPasskey[] = {
    kState, kQuery, {"action", Is::Exactly, "abort-passkey-enrollment"}};
constexpr Field kCallback[] = {{"SAMLResponse", Is::Filled}, {"RelayState", Is::Token, "relay"}};

constexpr std::string_view kIdentifierPath = "/u/login/identifier";
constexpr std::string_view kPasswordPath = "/u/login/password";
constexpr std::string_view kProbePath = "/u/mfa-detect-browser-capabilities";
constexpr std::string_view kPushPath = "/u/mfa-push-challenge-push";
constexpr std::string_view kOptionsPath = "/u/mfa-login-options";
constexpr std::string_view kCodePath = "/u/mfa-otp-challenge";
constexpr std::string_view kPasskeyPath = "/u/passkey-enrollment";

constexpr Endpoint kEndpoints[] = {
    {"GET", kIdentifierPath, "start", kPage, "user-name"},
    {"POST", kIdentifierPath, "user-name", kUserName, "to-password"},
    {"GET", kPasswordPath, "to-password", kPage, "password"},
    {"POST", kPasswordPath, "password", kPassword, "to-probe", "wrong-password"},
    {"GET", kProbePath, "to-probe", kPage, "probe"},
    {"POST", kProbePath, "probe", kProbe, "to-push"},
    {"GET", kPushPath, "to-push", kPage, "push"},
    {"POST", kPushPath, "push", kOther, "to-options"},
    // The phone answers the second time.
    {"GET", kPushPath, "push", kPoll, "push-waiting"},
    {"GET", kPushPath, "push-waiting", kPoll, "push-approved"},
    {"POST", kPushPath, "push-approved", kApproved, "to-passkey"},
    {"GET", kOptionsPath, "to-options", kPage, "options"},
    {"POST", kOptionsPath, "options", kFactor, "to-code"},
    {"GET", kCodePath, "to-code", kPage, "code"},
    {"POST", kCodePath, "code", kCode, "to-passkey", "wrong-code"},
    {"GET", kPasskeyPath, "to-passkey", kPage, "passkey"},
    {"POST", kPasskeyPath, "passkey", kNoPasskey, "to-resume"},
    {"GET", "/authorize/resume", "to-resume", kPage, "saml-response"},
    {"GET", "/u/mfa-begin-enroll-options", "to-enrolment", kPage, "enrolment"},
    {"GET", "/u/consent", "to-consent", kPage, "consent"},
    {"GET", "/u/reset-password/request/acme", "to-new-password", kPage, "new-password"},
    {"GET", "/u/organization-picker", "to-organization", kPage, "organization"},
    {"GET", "/u/email-verification", "to-mail", kPage, "mail"},
};

constexpr Endpoint kFederatedEndpoints[] = {
    {"GET", kIdentifierPath, "start", kPage, "user-name"},
    {"POST", kIdentifierPath, "user-name", kUserName, "to-okta"},
    {"POST", "/login/callback", "to-okta", kCallback, "to-resume"},
    {"GET", "/authorize/resume", "to-resume", kPage, "saml-response"},
};

constexpr Screen kScreens[] = {
    // Parts of others.
    {.name = "head", .body = R"html(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="ulp-version" content="1.70.0"><meta name="robots" content="noindex, nofollow">
<link rel="stylesheet" href="https://cdn.auth0.com/ulp/react-components/1.70.0/css/main.cdn.min.css">
<title>Log in | Flex</title>
</head>
<body>
<div class="ulp-outer"><main class="_widget login"><section class="_prompt-box-outer"><div class="_form-container">
)html"},
    {.name = "tail", .body = R"html(
</div></section></main></div>
</body>
</html>
)html"},
    {.name = "hidden",
     .body = R"html(<input type="hidden" name="state" value="{{kept:state}}" />)html"},
    {.name = "social",
     .body =
         R"html(<form method="post" data-provider="google" class="_social" data-form-secondary="true">
<input type="hidden" name="state" value="{{kept:state}}" /><input type="hidden" name="connection" value="google-oauth2" />
<button type="submit">Continue with Google</button></form>)html"},
    {.name = "button",
     .body =
         R"html(<button type="submit" name="action" value="default" data-action-button-primary="true">Continue</button>)html"},
    {.name = "other-method",
     .body =
         R"html(<form method="post" class="ulp-action-form-pick-authenticator" data-form-secondary="true">
<input type="hidden" name="state" value="{{kept:state}}" />
<button type="submit" name="action" value="pick-authenticator">Try another method</button></form>)html"},
    // Whole ones.
    {.name = "start",
     .status = 302,
     .headers = "Location: {{origin}}/u/login/identifier?state={{token:state}}"},
    {.name = "user-name", .body = R"html({{screen:head}}
<form method="POST" class="_form-login-id" data-form-primary="true">
{{screen:hidden}}
<input class="input" inputmode="email" name="username" id="username" type="text" value="" required autocomplete="username">
<input class="hide" type="password" autocomplete="off" tabindex="-1" aria-hidden="true">
<input type="hidden" id="js-available" name="js-available" value="false" />
<input type="hidden" id="webauthn-available" name="webauthn-available" value="false" />
<input type="hidden" id="is-brave" name="is-brave" value="false" />
<input type="hidden" id="webauthn-platform-available" name="webauthn-platform-available" value="false" />
{{screen:button}}</form>{{screen:social}}{{screen:tail}})html"},
    {.name = "to-password",
     .status = 302,
     .headers = "Location: {{origin}}/u/login/password?state={{token:state}}"},
    {.name = "password", .body = R"html({{screen:head}}
<form method="POST" class="_form-login-password" data-form-primary="true">
{{screen:hidden}}
<span class="ulp-authenticator-selector-text">{{username}}</span>
<input type="hidden" name="username" id="username" value="{{username}}" />
<input class="input" name="password" id="password" type="password" required autocomplete="current-password">
{{screen:button}}</form>{{screen:tail}})html"},
    {.name = "refusal",
     .body = R"html(<form method="POST" class="_form-login-password" data-form-primary="true">
{{screen:hidden}}<input type="hidden" name="username" value="{{username}}" />
<input class="input" name="password" id="password" type="password" required>
{{screen:button}}</form>{{screen:tail}})html"},
    {.name = "wrong-password", .status = 400, .body = R"html({{screen:head}}
<span id="error-element-password" class="ulp-input-error-message" data-error-code="wrong-email-credentials">Wrong email or password</span>
{{screen:refusal}})html"},
    {.name = "blocked", .status = 400, .body = R"html({{screen:head}}
<div id="prompt-alert" data-error-code="user-blocked"><p>Your account has been blocked after multiple consecutive login attempts.</p></div>
{{screen:refusal}})html"},
    {.name = "leaked", .status = 400, .body = R"html({{screen:head}}
<div id="prompt-alert" data-error-code="password-breached"><p>We have detected a potential security issue with this account.</p></div>
{{screen:refusal}})html"},
    {.name = "ip-blocked", .status = 400, .body = R"html({{screen:head}}
<div id="prompt-alert" data-error-code="ip-blocked"><p>We have detected suspicious login behavior.</p></div>
{{screen:refusal}})html"},
    {.name = "script-fault", .status = 400, .body = R"html({{screen:head}}
<div id="prompt-alert" data-error-code="custom-script-error-code"><p>Something went wrong, please try again later.</p></div>
{{screen:refusal}})html"},
    {.name = "step-expired", .status = 400, .body = R"html({{screen:head}}
<div id="prompt-alert" data-error-code="transaction-not-found"><p>The transaction expired.</p></div>
{{screen:refusal}})html"},
    {.name = "no-directory", .status = 400, .body = R"html({{screen:head}}
<span id="error-element-username" class="ulp-input-error-message" data-error-code="no-hrd-connection">No connection for this domain</span>
<form method="POST" data-form-primary="true">{{screen:hidden}}<input name="username" id="username" type="text" value="{{username}}">{{screen:button}}</form>{{screen:tail}})html"},
    {.name = "captcha", .body = R"html({{screen:head}}
<form method="POST" data-form-primary="true">{{screen:hidden}}
<input name="username" id="username" type="text" value=""><input name="password" id="password" type="password">
<div data-captcha-provider="auth0"><img alt="captcha" src="data:image/svg+xml;base64,PHN2Zy8+"><input name="captcha" id="captcha" type="text"></div>
{{screen:button}}</form>{{screen:tail}})html"},
    {.name = "to-probe",
     .status = 302,
     .headers = "Location: {{origin}}/u/mfa-detect-browser-capabilities?state={{token:state}}"},
    {.name = "probe", .body = R"html({{screen:head}}
<form method="POST" data-form-primary="true" id="capabilities">{{screen:hidden}}
<input type="hidden" id="js-available" name="js-available" value="false" />
<input type="hidden" id="is-brave" name="is-brave" value="false" />
<input type="hidden" id="webauthn-available" name="webauthn-available" value="false" />
<input type="hidden" id="webauthn-platform-available" name="webauthn-platform-available" value="false" />
<input type="hidden" id="allow-passkeys" name="allow-passkeys" value="" />
{{screen:button}}</form>{{screen:tail}})html"},
    {.name = "to-push",
     .status = 302,
     .headers = "Location: {{origin}}/u/mfa-push-challenge-push?state={{token:state}}"},
    {.name = "push",
     .body = R"html({{screen:head}}<p>We've sent a notification to the following device:</p>
<form method="POST" data-form-primary="true">{{screen:hidden}}
<button type="submit" name="action" value="resend">Resend</button></form>
{{screen:other-method}}{{screen:tail}})html"},
    {.name = "push-waiting", .type = "application/json", .body = R"({"completed":false})"},
    {.name = "push-approved", .type = "application/json", .body = R"({"completed":true})"},
    {.name = "to-options",
     .status = 302,
     .headers = "Location: {{origin}}/u/mfa-login-options?state={{token:state}}"},
    {.name = "options", .body = R"html({{screen:head}}
<form method="POST" data-form-primary="true">{{screen:hidden}}<ul>
<li><button type="submit" name="action" value="push-notification::0">Notification via Guardian app</button></li>
<li><button type="submit" name="action" value="otp::0">Google Authenticator or similar</button></li>
<li><button type="submit" name="action" value="sms::1">SMS</button></li></ul></form>{{screen:tail}})html"},
    {.name = "options-without-codes", .body = R"html({{screen:head}}
<form method="POST" data-form-primary="true">{{screen:hidden}}<ul>
<li><button type="submit" name="action" value="sms::0">SMS</button></li></ul></form>{{screen:tail}})html"},
    {.name = "to-code",
     .status = 302,
     .headers = "Location: {{origin}}/u/mfa-otp-challenge?state={{token:state}}"},
    {.name = "code", .body = R"html({{screen:head}}
<form method="POST" data-form-primary="true">{{screen:hidden}}
<input class="input" name="code" id="code" type="text" inputmode="numeric" autocomplete="one-time-code" required>
<input type="hidden" name="rememberBrowser" value="false"><input type="checkbox" name="rememberBrowser" id="rememberBrowser" value="true">
{{screen:button}}</form>{{screen:other-method}}{{screen:tail}})html"},
    {.name = "wrong-code", .status = 400, .body = R"html({{screen:head}}
<span id="error-element-code" class="ulp-input-error-message" data-error-code="invalid-code">The code you entered is invalid</span>
<form method="POST" data-form-primary="true">{{screen:hidden}}<input name="code" id="code" type="text">{{screen:button}}</form>{{screen:tail}})html"},
    {.name = "to-passkey",
     .status = 302,
     .headers = "Location: {{origin}}/u/passkey-enrollment?state={{token:state}}"},
    {.name = "passkey", .body = R"html({{screen:head}}<h1>Create a passkey for Flex</h1>
<form method="POST" data-form-primary="true" id="passkey">{{screen:hidden}}<input type="hidden" name="passkey" value="">
<button type="submit" name="action" value="default">Create a passkey</button></form>
<form method="POST" data-form-secondary="true">{{screen:hidden}}
<button type="submit" name="action" value="abort-passkey-enrollment">Continue without passkeys</button></form>{{screen:tail}})html"},
    {.name = "to-resume",
     .status = 302,
     .headers = "Location: {{origin}}/authorize/resume?state={{token:state}}"},
    {.name = "to-okta",
     .status = 302,
     .headers =
         "Location: "
         "{{origin:okta-classic}}/app/acme_flex_1/exk1ab2cd3/sso/saml?SAMLRequest={{authn_request:/"
         "login/callback|url}}&RelayState={{token:relay|url}}"},
    {.name = "saml-response", .body = "{{post}}"},
    {.name = "to-enrolment",
     .status = 302,
     .headers = "Location: {{origin}}/u/mfa-begin-enroll-options?state={{token:state}}"},
    {.name = "enrolment", .body = R"html({{screen:head}}<h1>Keep Your Account Safe</h1>
<form method="POST" data-form-primary="true">{{screen:hidden}}<button type="submit" name="action" value="otp">Google Authenticator</button></form>{{screen:tail}})html"},
    {.name = "to-consent",
     .status = 302,
     .headers = "Location: {{origin}}/u/consent?state={{token:state}}"},
    {.name = "consent", .body = R"html({{screen:head}}<h1>Authorize App</h1>
<form method="POST" data-form-primary="true">{{screen:hidden}}<button type="submit" name="action" value="accept">Accept</button>
<button type="submit" name="action" value="decline">Decline</button></form>{{screen:tail}})html"},
    {.name = "to-new-password",
     .status = 302,
     .headers = "Location: {{origin}}/u/reset-password/request/acme?state={{token:state}}"},
    {.name = "new-password", .body = R"html({{screen:head}}<h1>Forgot Your Password?</h1>
<form method="POST" data-form-primary="true">{{screen:hidden}}<input name="email" id="email" type="text">{{screen:button}}</form>{{screen:tail}})html"},
    {.name = "to-organization",
     .status = 302,
     .headers = "Location: {{origin}}/u/organization-picker?state={{token:state}}"},
    {.name = "organization", .body = R"html({{screen:head}}<h1>Select an Organization</h1>
<form method="POST" data-form-primary="true">{{screen:hidden}}<button type="submit" name="organization" value="org_1">Acme</button></form>{{screen:tail}})html"},
    {.name = "to-mail",
     .status = 302,
     .headers = "Location: {{origin}}/u/email-verification?state={{token:state}}"},
    {.name = "mail", .body = R"html({{screen:head}}<h1>Verify Your Email</h1>
<form method="POST" data-form-primary="true">{{screen:hidden}}<input name="code" id="code" type="text">{{screen:button}}</form>{{screen:tail}})html"},
};

constexpr Detour kDetours[] = {
    {"auth0-no-directory", "the domain of the user name fits no directory", UnknownUser,
     "to-password", "no-directory"},
    {"auth0-captcha", "a captcha is wanted", BotProtection, "to-password", "captcha"},
    {"auth0-wrong-password", "another password", CredentialsRejected, "to-probe", "wrong-password"},
    {"auth0-blocked", "the account is blocked after many attempts", AccountLocked, "to-probe",
     "blocked"},
    {"auth0-leaked", "the password was found in a leak", PasswordExpired, "to-probe", "leaked"},
    {"auth0-ip-blocked", "the address of this machine is blocked", PolicyDenied, "to-probe",
     "ip-blocked"},
    {"auth0-script-fault", "the database script fails", IdpError, "to-probe", "script-fault"},
    {"auth0-step-expired", "the step has expired", SessionLost, "to-probe", "step-expired"},
    {"auth0-no-codes", "no factor that can be used", MfaRequired, "options",
     "options-without-codes"},
    {"auth0-wrong-code", "another secret for codes", MfaRejected, "to-passkey", "wrong-code"},
    {"auth0-enrolment", "a factor must be set up first", MfaEnrolmentRequired, "to-probe",
     "to-enrolment"},
    {"auth0-consent", "the application wants consent", ConsentRequired, "to-resume", "to-consent"},
    {"auth0-new-password", "the user must choose a password", PasswordExpired, "to-resume",
     "to-new-password"},
    {"auth0-organization", "the user has to pick an organization", PageNotRecognised, "to-password",
     "to-organization"},
    {"auth0-mail", "the mail address must be verified", MfaRequired, "to-resume", "to-mail"},
};

}  // namespace

constinit const LookAlike kAuth0 = {.name = "auth0",
                                    .adapter = "auth0",
                                    .sso_path = kSso,
                                    .issuer = kIssuer,
                                    .cookie = "auth0",
                                    .needs = "code",
                                    .endpoints = kEndpoints,
                                    .screens = kScreens,
                                    .detours = kDetours};

constinit const LookAlike kAuth0Federated = {.name = "auth0-federated",
                                             .adapter = "auth0",
                                             .sso_path = kSso,
                                             .issuer = kIssuer,
                                             .cookie = "auth0",
                                             .needs = "code",
                                             .endpoints = kFederatedEndpoints,
                                             .screens = kScreens,
                                             .detours = {},
                                             .leads_to = "okta-classic"};

}  // namespace flexverify::lab
