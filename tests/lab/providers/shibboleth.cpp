// A look-alike of Shibboleth IdP 5: one web flow, whose every page has its own execution key and
// csrf_token, with local storage before and after the login and a token code in between.
#include "tests/lab/look_alike.h"

namespace flexverify::lab {
namespace {

using enum model::Code;
using Is = Field::Is;

constexpr std::string_view kFlow = "/idp/profile/SAML2/Redirect/SSO";

constexpr Field kCsrf = {"csrf_token", Is::Token, "csrf_token"};
constexpr Field kProceed = {"_eventId_proceed", Is::Present};
// The key of a page that was left behind is stale.
constexpr Field step(std::string_view key) { return {"query:execution", Is::Exactly, key}; }

constexpr Field kFirst[] = {step("e1s1")};
constexpr Field kSecond[] = {step("e1s2")};
constexpr Field kThird[] = {step("e1s3")};
constexpr Field kReadStorage[] = {
    step("e1s1"),
    kCsrf,
    kProceed,
    {"shib_idp_ls_supported", Is::Present},
    {"shib_idp_ls_exception.shib_idp_session_ss", Is::Exactly, ""},
    {"shib_idp_ls_success.shib_idp_session_ss", Is::Exactly, "false"},
    {"shib_idp_ls_value.shib_idp_session_ss", Is::Exactly, ""},
    {"shib_idp_ls_success.shib_idp_persistent_ss", Is::Exactly, "false"}};
constexpr Field kLogin[] = {step("e1s2"),
                            kCsrf,
                            kProceed,
                            {"j_username", Is::Username},
                            {"j_password", Is::Password},
                            {"_shib_idp_revokeConsent", Is::Absent},
                            {"_eventId_authn/X509", Is::Absent}};
constexpr Field kCode[] = {step("e1s3"), kCsrf, kProceed, {"tokencode", Is::Code}};
constexpr Field kWriteStorage[] = {step("e1s4"),
                                   kCsrf,
                                   kProceed,
                                   {"shib_idp_ls_supported", Is::Present},
                                   {"shib_idp_ls_success.shib_idp_session_ss", Is::Present}};
constexpr Field kPastNotice[] = {step("e1s3"), {"query:_eventId_proceed", Is::Exactly, "1"}};

constexpr Endpoint kEndpoints[] = {
    {"GET", kFlow, "start", kFirst, "read-storage"},
    {"POST", kFlow, "read-storage", kReadStorage, "to-login"},
    {"GET", kFlow, "to-login", kSecond, "login"},
    {"POST", kFlow, "login", kLogin, "to-code", "login-refused"},
    {"GET", kFlow, "to-code", kThird, "code"},
    {"GET", kFlow, "password-notice", kPastNotice, "code"},
    {"POST", kFlow, "code", kCode, "write-storage", "code-refused"},
    {"POST", kFlow, "write-storage", kWriteStorage, "saml-response"},
};

constexpr Screen kScreens[] = {
    // Parts of others.
    {.name = "head", .body = R"html(<!DOCTYPE html>
<html lang="en">
<head>
<title>Web Login Service</title>
<meta charset="UTF-8" />
<link rel="stylesheet" type="text/css" href="/idp/css/placeholder.css">
</head>
<body>
<main class="main"><header><img class="main-logo" src="/idp/images/placeholder-logo.png" alt="Acme"></header>
)html"},
    {.name = "tail", .body = R"html(
<footer class="footer"><div class="cc"><p class="footer-text">Acme</p></div></footer>
</main>
</body>
</html>
)html"},
    {.name = "login-form",
     .body = R"html(<form action="/idp/profile/SAML2/Redirect/SSO?execution=e1s2" method="post">
<input type="hidden" name="csrf_token" value="{{token:csrf_token}}" />
<label for="username">Username</label><input id="username" name="j_username" type="text" value="" />
<label for="password">Password</label><input id="password" name="j_password" type="password" value="" />
<input type="checkbox" name="donotcache" value="1" id="donotcache" />
<input id="_shib_idp_revokeConsent" type="checkbox" name="_shib_idp_revokeConsent" value="true" />
<button type="submit" name="_eventId_authn/X509">Certificate</button>
<button class="button" type="submit" name="_eventId_proceed" onClick="this.childNodes[0].nodeValue='Logging in, please wait...'">Login</button>
</form>)html"},
    {.name = "code-form",
     .body = R"html(<form action="/idp/profile/SAML2/Redirect/SSO?execution=e1s3" method="post">
<input type="hidden" name="csrf_token" value="{{token:csrf_token}}" />
<label for="tokencode">Token code</label><input id="tokencode" name="tokencode" type="text" value="" autocomplete="off" />
<button type="submit" name="_eventId_proceed">Login</button>
</form>)html"},
    // Whole ones.
    {.name = "start",
     .status = 302,
     .headers = "Location: {{origin}}/idp/profile/SAML2/Redirect/SSO?execution=e1s1"},
    {.name = "read-storage", .body = R"html({{screen:head}}<noscript>
<p>This login service makes use of script, and the browser does not support it.</p>
</noscript>
<form name="form1" action="/idp/profile/SAML2/Redirect/SSO?execution=e1s1" method="post">
<input type="hidden" name="csrf_token" value="{{token:csrf_token}}" />
<input type="hidden" name="shib_idp_ls_exception.shib_idp_session_ss" id="shib_idp_ls_exception.shib_idp_session_ss" />
<input type="hidden" name="shib_idp_ls_success.shib_idp_session_ss" id="shib_idp_ls_success.shib_idp_session_ss" value="false" />
<input type="hidden" name="shib_idp_ls_value.shib_idp_session_ss" id="shib_idp_ls_value.shib_idp_session_ss" />
<input type="hidden" name="shib_idp_ls_exception.shib_idp_persistent_ss" id="shib_idp_ls_exception.shib_idp_persistent_ss" />
<input type="hidden" name="shib_idp_ls_success.shib_idp_persistent_ss" id="shib_idp_ls_success.shib_idp_persistent_ss" value="false" />
<input type="hidden" name="shib_idp_ls_value.shib_idp_persistent_ss" id="shib_idp_ls_value.shib_idp_persistent_ss" />
<input type="hidden" name="shib_idp_ls_supported" id="shib_idp_ls_supported" />
<input type="hidden" name="_eventId_proceed" />
<noscript><input type="submit" value="Continue" /></noscript>
</form>
<script>doLoad();</script>{{screen:tail}})html"},
    {.name = "to-login",
     .status = 302,
     .headers = "Location: {{origin}}/idp/profile/SAML2/Redirect/SSO?execution=e1s2"},
    {.name = "login", .body = "{{screen:head}}{{screen:login-form}}{{screen:tail}}"},
    {.name = "login-refused", .body = R"html({{screen:head}}
<p class="form-element form-error output-message output--error">The password you entered was incorrect.</p>
{{screen:login-form}}{{screen:tail}})html"},
    // A theme that shows everything it got, in every way it knows.
    {.name = "echo", .body = R"html({{screen:head}}
<p class="form-error">Wrong: {{form:j_password}} {{form:j_password|url}} {{form:j_password|base64}} {{form:j_password|json}} {{form:j_password|hex}} {{form:j_password|js}} (csrf {{form:csrf_token}})</p>
{{screen:login-form}}{{screen:tail}})html"},
    {.name = "unknown-user", .body = R"html({{screen:head}}
<p class="output-message output--error">The username you entered cannot be identified.</p>
{{screen:login-form}}{{screen:tail}})html"},
    {.name = "locked", .body = R"html({{screen:head}}
<p class="output-message output--error">Your account is locked.</p>
{{screen:login-form}}{{screen:tail}})html"},
    {.name = "password-expired", .body = R"html({{screen:head}}
<p class="output-message output--error">Your password has expired.</p>
{{screen:login-form}}{{screen:tail}})html"},
    {.name = "to-code",
     .status = 302,
     .headers = "Location: {{origin}}/idp/profile/SAML2/Redirect/SSO?execution=e1s3"},
    {.name = "code", .body = "{{screen:head}}{{screen:code-form}}{{screen:tail}}"},
    {.name = "code-refused", .body = R"html({{screen:head}}
<p class="output-message output--error">Login Failure: InvalidTokenCode</p>
{{screen:code-form}}{{screen:tail}})html"},
    {.name = "password-notice", .body = R"html(<!DOCTYPE html>
<html><head><title>Web Login Service - Password Expiring</title>
<meta http-equiv="refresh" content="20;url=/idp/profile/SAML2/Redirect/SSO?execution=e1s3&amp;_eventId_proceed=1">
</head>
<body><p>Your password will be expiring soon!</p>
<p><a href="/idp/profile/SAML2/Redirect/SSO?execution=e1s3&amp;_eventId_proceed=1">Continue</a></p></body></html>)html"},
    {.name = "duo", .body = R"html({{screen:head}}
<iframe id="duo_iframe" data-host="api-1.duo.example" data-sig-request="TX|a|b:APP|c|d"></iframe>
<form id="duo_form" action="/idp/profile/SAML2/Redirect/SSO?execution=e1s3" method="post">
<input type="hidden" name="csrf_token" value="{{token:csrf_token}}" />
<input type="hidden" name="_eventId" value="proceed" />
<input type="hidden" name="sig_response" value="" />
</form>{{screen:tail}})html"},
    {.name = "write-storage", .body = R"html({{screen:head}}
<form name="form1" action="/idp/profile/SAML2/Redirect/SSO?execution=e1s4" method="post">
<input type="hidden" name="csrf_token" value="{{token:csrf_token}}" />
<input type="hidden" name="shib_idp_ls_exception.shib_idp_session_ss" />
<input type="hidden" name="shib_idp_ls_success.shib_idp_session_ss" value="false" />
<input type="hidden" name="shib_idp_ls_supported" />
<input type="hidden" name="_eventId_proceed" />
<noscript><input type="submit" value="Continue" /></noscript>
</form>{{screen:tail}})html"},
    {.name = "saml-response", .body = "{{post}}"},
    {.name = "release", .body = R"html({{screen:head}}
<form action="/idp/profile/SAML2/Redirect/SSO?execution=e1s4" method="post">
<input type="hidden" name="csrf_token" value="{{token:csrf_token}}" />
<input id="email" type="checkbox" name="_shib_idp_consentIds" value="email" checked />
<input type="radio" name="_shib_idp_consentOptions" id="_shib_idp_doNotRememberConsent" value="_shib_idp_doNotRememberConsent" />
<input type="radio" name="_shib_idp_consentOptions" id="_shib_idp_rememberConsent" value="_shib_idp_rememberConsent" checked />
<input type="submit" name="_eventId_AttributeReleaseRejected" value="Reject" />
<input type="submit" name="_eventId_proceed" value="Accept" />
</form>{{screen:tail}})html"},
    {.name = "terms", .body = R"html({{screen:head}}
<form action="/idp/profile/SAML2/Redirect/SSO?execution=e1s4" method="post">
<input type="hidden" name="csrf_token" value="{{token:csrf_token}}" />
<input type="checkbox" id="accept" name="_shib_idp_consentIds" value="acme-terms" required />
<button type="submit" name="_eventId_TermsRejected" formnovalidate>Refuse</button>
<button type="submit" name="_eventId_proceed">Submit</button>
</form>{{screen:tail}})html"},
    {.name = "stale", .status = 400, .body = R"html(<!DOCTYPE html>
<html><head><title>Web Login Service - Stale Request</title></head><body><main>
<h1>Web Login Service - Stale Request</h1>
<p>You may be seeing this page because you used the Back button while browsing a secure web site.</p>
</main></body></html>)html"},
    {.name = "unsupported", .status = 400, .body = R"html(<!DOCTYPE html>
<html><head><title>Web Login Service - Unsupported Request</title></head><body><main>
<h1>Web Login Service - Unsupported Request</h1>
<p>The application you have accessed is not registered for use with this service.</p>
</main></body></html>)html"},
    {.name = "endpoint", .status = 400, .body = R"html(<!DOCTYPE html>
<html><head><title>Web Login Service - Message Security Error</title></head><body><main>
<h1>Web Login Service - Error</h1><p>An error occurred: EndpointResolutionFailed</p>
</main></body></html>)html"},
    {.name = "denied", .status = 403, .body = R"html(<!DOCTYPE html>
<html><head><title>Web Login Service - Access Denied</title></head><body><main>
<h1>Web Login Service - Access Denied</h1><p>You do not have access: ContextCheckDenied</p>
</main></body></html>)html"},
    {.name = "uncaught", .status = 500, .body = R"html(<!DOCTYPE html>
<html><head><title>Web Login Service - Uncaught Exception</title></head><body><main>
<h1>Web Login Service - Uncaught Exception</h1><p>A software error was encountered.</p>
</main></body></html>)html"},
};

constexpr Detour kDetours[] = {
    {"shibboleth-wrong-password", "another password", CredentialsRejected, "to-code",
     "login-refused"},
    {"shibboleth-echo", "the page shows the password that it got", CredentialsRejected, "to-code",
     "echo"},
    {"shibboleth-unknown-user", "nobody has the user name", UnknownUser, "to-code", "unknown-user"},
    {"shibboleth-locked", "the account is locked", AccountLocked, "to-code", "locked"},
    {"shibboleth-password-expired", "the password is too old", PasswordExpired, "to-code",
     "password-expired"},
    {"shibboleth-password-expiring", "the password will be too old soon", PasswordExpiring,
     "to-code", "password-notice"},
    {"shibboleth-duo", "a second factor of Duo's old kind", MfaRequired, "to-code", "duo"},
    {"shibboleth-wrong-code", "another secret for codes", MfaRejected, "write-storage",
     "code-refused"},
    {"shibboleth-release", "the user must agree to the release of attributes", ConsentRequired,
     "write-storage", "release"},
    {"shibboleth-terms", "the user must accept terms", TermsRequired, "write-storage", "terms"},
    {"shibboleth-stale", "the cookie is lost", SessionLost, "login", "stale"},
    {"shibboleth-unknown-app", "no metadata of Flex is loaded", IdpAppNotFound, "start",
     "unsupported"},
    {"shibboleth-acs", "the metadata of Flex has another ACS URL", IdpAcsNotRegistered, "start",
     "endpoint"},
    {"shibboleth-not-assigned", "the user may not use Flex", UserNotAssigned, "write-storage",
     "denied"},
    {"shibboleth-error", "an error of its own", IdpError, "write-storage", "uncaught"},
};

}  // namespace

constinit const LookAlike kShibboleth = {.name = "shibboleth",
                                         .adapter = "shibboleth",
                                         .sso_path = kFlow,
                                         .issuer = "{{origin}}/idp/shibboleth",
                                         .cookie = "JSESSIONID",
                                         .needs = "code",
                                         .endpoints = kEndpoints,
                                         .screens = kScreens,
                                         .detours = kDetours};

}  // namespace flexverify::lab
