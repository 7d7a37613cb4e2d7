// A look-alike of Auth0's Classic login: everything stands in one encoded object, one call signs
// in, and its answer is a form for the callback.
#include "tests/lab/look_alike.h"

namespace flexverify::lab {
namespace {

using enum model::Code;
using Is = Field::Is;

constexpr std::string_view kSso = "/samlp/Cl4ss1c0Cl4ss1c0Cl4ss1c0Cl4ss1c0";
constexpr std::string_view kJson = "application/json";

constexpr Field kToLogin[] = {{"query:state", Is::Token, "state"},
                              {"query:protocol", Is::Exactly, "samlp"}};
constexpr Field kSignIn[] = {{"header:Content-Type", Is::Exactly, kJson},
                             {"client_id", Is::Exactly, "Cl4ss1c0Cl4ss1c0Cl4ss1c0Cl4ss1c0"},
                             {"tenant", Is::Exactly, "acme"},
                             {"connection", Is::Exactly, "Agents"},
                             {"username", Is::Username},
                             {"password", Is::Password},
                             {"state", Is::Token, "state"},
                             {"_csrf", Is::Token, "csrf"},
                             {"cookie:_csrf", Is::Token, "secret"},
                             {"_intstate", Is::Exactly, "deprecated"},
                             {"protocol", Is::Exactly, "samlp"},
                             {"redirect_uri", Is::Filled}};
// auth0-lock 14 asks this before it spends a password; saml2aws does not, so nothing depends on it.
constexpr Field kChallenge[] = {{"header:Content-Type", Is::Exactly, kJson},
                                {"state", Is::Token, "state"}};
constexpr Field kCallback[] = {
    {"wa", Is::Exactly, "wsignin1.0"}, {"wresult", Is::Token, "wresult"}, {"wctx", Is::Filled}};
constexpr Field kCode[] = {{"query:state", Is::Token, "state"},
                           {"state", Is::Token, "state"},
                           {"code", Is::Code},
                           {"action", Is::Exactly, "default"}};
constexpr Field kToCode[] = {{"query:state", Is::Token, "state"}};

constexpr Endpoint kEndpoints[] = {
    {"GET", "/login", "start", kToLogin, "login"},
    {"GET", "/client/Cl4ss1c0Cl4ss1c0Cl4ss1c0Cl4ss1c0.js", "login", {}, "client-file"},
    {"POST", "/usernamepassword/challenge", "login client-file", kChallenge, "challenge"},
    {"POST", "/usernamepassword/login", "login client-file challenge", kSignIn, "callback",
     "wrong-password"},
    {"POST", "/login/callback", "callback", kCallback, "to-code"},
    {"GET", "/u/mfa-otp-challenge", "to-code", kToCode, "code"},
    {"POST", "/u/mfa-otp-challenge", "code", kCode, "saml-response", "wrong-code"},
};

constexpr Screen kScreens[] = {
    {.name = "config",
     .type = kJson,
     .body =
         R"html({"assetsUrl":"","auth0Domain":"{{host}}","auth0Tenant":"acme","clientID":"Cl4ss1c0Cl4ss1c0Cl4ss1c0Cl4ss1c0","callbackURL":"{{acs}}","clientConfigurationBaseUrl":"{{origin}}/","extraParams":{"protocol":"samlp","state":"{{kept:state}}","_csrf":"{{token:csrf}}","_intstate":"deprecated"},"internalOptions":{"protocol":"samlp","state":"{{kept:state}}","_csrf":"{{kept:csrf}}","_intstate":"deprecated"}})html"},
    {.name = "start",
     .status = 302,
     .headers = "Location: {{origin}}/login?state={{token:state}}&client=Cl4ss1c0&protocol=samlp"},
    {.name = "login",
     .headers = "Set-Cookie: _csrf={{token:secret}}; Path=/usernamepassword/login; Secure; "
                "HttpOnly; SameSite=None",
     .body = R"html(<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8"><title>Sign In with Auth0</title>
</head>
<body>
<div id="lock-container"></div>
<script src="https://cdn.auth0.com/js/lock/11.30/lock.min.js"></script>
<script>
var config = JSON.parse(decodeURIComponent(escape(window.atob('{{screen:config|base64}}'))));
config.extraParams = config.extraParams || {};
var lock = new Auth0Lock(config.clientID, config.auth0Domain, {});
lock.show();
</script>
</body>
</html>
)html"},
    // As Lock reads it when the page names no connection.
    {.name = "client-file",
     .type = "application/javascript",
     .body =
         R"html(Auth0.setClient({"id":"Cl4ss1c0Cl4ss1c0Cl4ss1c0Cl4ss1c0","tenant":"acme","strategies":[{"name":"google-oauth2","connections":[{"name":"google-oauth2"}]},{"name":"auth0","connections":[{"name":"Agents","forgot_password_url":""}]}]});)html"},
    {.name = "client-file-without-database",
     .type = "application/javascript",
     .body =
         R"html(Auth0.setClient({"id":"Cl4ss1c0","strategies":[{"name":"samlp","connections":[{"name":"corp"}]}]});)html"},
    {.name = "challenge", .type = kJson, .body = R"html({"required":false})html"},
    {.name = "challenge-wanted",
     .type = kJson,
     .body = R"html({"required":true,"provider":"recaptcha_v2","siteKey":"k"})html"},
    {.name = "callback",
     .body =
         R"html(<form method="post" name="hiddenform" action="{{origin}}/login/callback"><input type="hidden" name="wa" value="wsignin1.0"><input type="hidden" name="wresult" value="{{token:wresult}}"><input type="hidden" name="wctx" value="{&quot;strategy&quot;:&quot;auth0&quot;,&quot;tenant&quot;:&quot;acme&quot;}"><noscript><p>Script is disabled. Click Submit to continue.</p><input type="submit" value="Submit"></noscript></form>)html"},
    {.name = "to-code",
     .status = 302,
     .headers = "Location: {{origin}}/u/mfa-otp-challenge?state={{token:state}}"},
    {.name = "code", .body = R"html(<!DOCTYPE html>
<html><head><meta name="ulp-version" content="1.70.0"><title>Verify Your Identity</title></head><body>
<form method="POST" data-form-primary="true"><input type="hidden" name="state" value="{{kept:state}}">
<input name="code" id="code" type="text" autocomplete="one-time-code">
<button type="submit" name="action" value="default" data-action-button-primary="true">Continue</button></form></body></html>
)html"},
    {.name = "wrong-code", .status = 400, .body = R"html(<!DOCTYPE html>
<html><head><meta name="ulp-version" content="1.70.0"><title>Verify Your Identity</title></head><body>
<form method="POST" data-form-primary="true"><input type="hidden" name="state" value="{{kept:state}}">
<input name="code" id="code" type="text"><span id="error-element-code" class="ulp-input-error-message" data-error-code="invalid-code">Wrong code</span>
<button type="submit" name="action" value="default">Continue</button></form></body></html>
)html"},
    {.name = "saml-response", .body = "{{post}}"},
    {.name = "wrong-password",
     .status = 401,
     .type = kJson,
     .body =
         R"html({"statusCode":401,"description":"Wrong email or password.","name":"ValidationError","code":"invalid_user_password"})html"},
    {.name = "blocked",
     .status = 401,
     .type = kJson,
     .body =
         R"html({"statusCode":401,"description":"The user is blocked","name":"AnomalyDetected","code":"blocked_user"})html"},
    {.name = "too-many-attempts",
     .status = 429,
     .type = kJson,
     .body =
         R"html({"statusCode":429,"description":"Your account has been blocked after multiple consecutive login attempts.","name":"AnomalyDetected","code":"too_many_attempts"})html"},
    {.name = "rule",
     .status = 401,
     .type = kJson,
     .body =
         R"html({"statusCode":401,"description":"Only agents may sign in.","name":"Error","code":"unauthorized"})html"},
    {.name = "enrolment",
     .status = 403,
     .type = kJson,
     .body =
         R"html({"statusCode":403,"description":"Registration is required.","name":"Error","code":"a0.mfa_registration_required"})html"},
    {.name = "captcha",
     .status = 401,
     .type = kJson,
     .body =
         R"html({"statusCode":401,"description":"Invalid captcha value","name":"Error","code":"invalid_captcha"})html"},
};

constexpr Detour kDetours[] = {
    {"auth0-classic-wrong-password", "another password", CredentialsRejected, "callback",
     "wrong-password"},
    {"auth0-classic-blocked", "the user is blocked", AccountDisabled, "callback", "blocked"},
    {"auth0-classic-too-many", "too many attempts", AccountLocked, "callback", "too-many-attempts"},
    {"auth0-classic-challenge", "a captcha is wanted before the password", BotProtection,
     "challenge", "challenge-wanted"},
    {"auth0-classic-no-database", "the application has no database connection", NeedsBrowser,
     "client-file", "client-file-without-database"},
    {"auth0-classic-rule", "a rule denies the user", UserNotAssigned, "callback", "rule"},
    {"auth0-classic-enrolment", "a factor must be set up first", MfaEnrolmentRequired, "callback",
     "enrolment"},
    {"auth0-classic-captcha", "a captcha is wanted", BotProtection, "callback", "captcha"},
    {"auth0-classic-wrong-code", "another secret for codes", MfaRejected, "saml-response",
     "wrong-code"},
};

}  // namespace

constinit const LookAlike kAuth0Classic = {.name = "auth0-classic",
                                           .adapter = "auth0",
                                           .sso_path = kSso,
                                           .issuer = "urn:acme-classic.auth0.example",
                                           .cookie = "auth0",
                                           .needs = "code",
                                           .endpoints = kEndpoints,
                                           .screens = kScreens,
                                           .detours = kDetours};

}  // namespace flexverify::lab
