// A look-alike of Okta's Classic engine: the sign-in page, the authn API behind it, and the way
// from the session token to the application.
#include <algorithm>
#include <array>
#include <iterator>

#include "tests/lab/look_alike.h"

namespace flexverify::lab {
namespace {

using enum model::Code;
using Is = Field::Is;

constexpr std::string_view kSso = "/app/acme_flex_1/exk1ab2cd3/sso/saml";
constexpr std::string_view kJson = "application/json";

// Okta's API reference: it takes and gives JSON.
constexpr Field kType = {"header:Content-Type", Is::Exactly, "application/json"};
constexpr Field kAccept = {"header:Accept", Is::Exactly, "application/json"};
// okta-signin-widget asks about the token that its page was given before it does anything else.
constexpr Field kState = {"stateToken", Is::Token, "state"};

// saml2aws and tokendito sign in with these two alone, the widget sends token and options too.
constexpr Field kAuthn[] = {kType, kAccept, {"username", Is::Username}, {"password", Is::Password}};
constexpr Field kStep[] = {kType, kAccept, kState};
constexpr Field kCode[] = {kType, kAccept, kState, {"passCode", Is::Code}};
// saml2aws asks for the factor first, and sends the code after that; the widget sends it at once.
constexpr Field kAsk[] = {kType, kAccept, kState, {"passCode", Is::Absent}};
constexpr Field kSession[] = {{"query:token", Is::Token, "session"},
                              {"query:checkAccountSetupComplete", Is::Exactly, "true"},
                              {"query:redirectUrl", Is::Filled}};
constexpr Field kBack[] = {{"query:SAMLRequest", Is::Filled}, {"cookie:sid", Is::Token, "sid"}};

constexpr Endpoint kEndpoints[] = {
    {"POST", "/api/v1/authn/introspect", "start", kStep, "unauthenticated"},
    {"POST", "/api/v1/authn", "start unauthenticated", kAuthn, "factor-required", "wrong-password"},
    {"POST", "/api/v1/authn/skip", "password-warning enrolment-optional", kStep, "factor-required"},
    {"POST", "/api/v1/authn/factors/ost1/verify", "factor-required", kAsk, "challenge"},
    {"POST", "/api/v1/authn/factors/ost1/verify", "factor-required challenge", kCode, "success",
     "wrong-code", "used-code"},
    {"GET", "/login/sessionCookieRedirect", "success", kSession, "to-app"},
    {"GET", kSso, "to-app", kBack, "saml-response"},
};

// The application's own policy wants the code: its address, with a session by then, answers with
// the page "Extra Verification", which saml2aws and gimme-aws-creds know by its state token; the
// widget goes by what introspect says of it.
constexpr Field kNext[] = {{"query:stateToken", Is::Token, "state"}};
constexpr Endpoint kStepUpEndpoints[] = {
    {"POST", "/api/v1/authn/introspect", "sign-in", kStep, "unauthenticated"},
    {"POST", "/api/v1/authn", "sign-in unauthenticated", kAuthn, "success", "wrong-password"},
    {"GET", "/login/sessionCookieRedirect", "success", kSession, "to-app"},
    {"GET", "/login/login.htm", "start", {}, "sign-in"},
    {"GET", kSso, "to-app", kBack, "extra-verification"},
    {"POST", "/api/v1/authn/introspect", "extra-verification", kStep, "factor-required"},
    {"POST", "/api/v1/authn/factors/ost1/verify", "factor-required", kCode, "verified",
     "wrong-code", "used-code"},
    // Where the org's policy wants a code, too.
    {"POST", "/api/v1/authn/factors/ost1/verify", "factor-required-by-org", kCode, "success",
     "wrong-code", "used-code"},
    {"GET", "/login/step-up/redirect", "verified", kNext, "saml-response"},
};

constexpr Screen
    kScreens[] =
        {
            {.name = "start", .body = R"html(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"><title>Acme - Sign In</title>
<meta name="application-name" content="Okta">
<script src="https://global.oktacdn.com/okta-signin-widget/5.16.1/js/okta-sign-in.min.js"></script>
<link rel="stylesheet" href="https://global.oktacdn.com/okta-signin-widget/5.16.1/css/okta-sign-in.min.css">
</head>
<body class="auth okta-container">
<div id="okta-login-container"></div>
<script>
var baseUrl = '{{origin|js}}';
var fromUri = '{{entry|js}}';
var stateToken = '{{token:state/00|js}}';
var config = {"signIn":{"el":"#okta-login-container","baseUrl":baseUrl,"stateToken":stateToken,"features":{"router":true}}};
</script>
<noscript>JavaScript is required.</noscript>
</body>
</html>
)html"},
            {.name = "unauthenticated",
             .type = kJson,
             .body =
                 R"html({"stateToken":"{{token:state/00}}","expiresAt":"2030-01-01T00:00:00.000Z","status":"UNAUTHENTICATED","_embedded":{"target":{"type":"SAML2","name":"acme_flex_1","label":"Flex"}},"_links":{"next":{"name":"authenticate","href":"{{origin}}/api/v1/authn","hints":{"allow":["POST"]}}}})html"},
            {.name = "factor-required",
             .type = kJson,
             .body =
                 R"html({"stateToken":"{{token:state/00}}","expiresAt":"2030-01-01T00:00:00.000Z","status":"MFA_REQUIRED","_embedded":{"user":{"id":"00u1","profile":{"login":"{{username}}"}},"factors":[{"id":"opf1","factorType":"push","provider":"OKTA","vendorName":"OKTA","_links":{"verify":{"href":"{{origin}}/api/v1/authn/factors/opf1/verify","hints":{"allow":["POST"]}}}},{"id":"osk1","factorType":"token:software:totp","provider":"OKTA","vendorName":"OKTA","_links":{"verify":{"href":"{{origin}}/api/v1/authn/factors/osk1/verify","hints":{"allow":["POST"]}}}},{"id":"sym1","factorType":"token","provider":"SYMANTEC","vendorName":"SYMANTEC","_links":{"verify":{"href":"{{origin}}/api/v1/authn/factors/sym1/verify","hints":{"allow":["POST"]}}}},{"id":"ost1","factorType":"token:software:totp","provider":"GOOGLE","vendorName":"GOOGLE","_links":{"verify":{"href":"{{origin}}/api/v1/authn/factors/ost1/verify","hints":{"allow":["POST"]}}}}],"policy":{"allowRememberDevice":false}},"_links":{"cancel":{"href":"{{origin}}/api/v1/authn/cancel","hints":{"allow":["POST"]}}}})html"},
            {.name = "challenge",
             .type = kJson,
             .body =
                 R"html({"stateToken":"{{kept:state}}","expiresAt":"2030-01-01T00:00:00.000Z","status":"MFA_CHALLENGE","_embedded":{"user":{"id":"00u1","profile":{"login":"{{username}}"}},"factor":{"id":"ost1","factorType":"token:software:totp","provider":"GOOGLE","vendorName":"GOOGLE"}},"_links":{"next":{"name":"verify","href":"{{origin}}/api/v1/authn/factors/ost1/verify","hints":{"allow":["POST"]}},"cancel":{"href":"{{origin}}/api/v1/authn/cancel","hints":{"allow":["POST"]}}}})html"},
            {.name = "no-codes",
             .type = kJson,
             .body =
                 R"html({"stateToken":"{{token:state/00}}","status":"MFA_REQUIRED","_embedded":{"factors":[{"id":"sms1","factorType":"sms","provider":"OKTA","_links":{"verify":{"href":"{{origin}}/api/v1/authn/factors/sms1/verify"}}},{"id":"fwf1","factorType":"webauthn","provider":"FIDO","_links":{"verify":{"href":"{{origin}}/api/v1/authn/factors/fwf1/verify"}}}]},"_links":{"cancel":{"href":"{{origin}}/api/v1/authn/cancel"}}})html"},
            {.name = "password-warning",
             .type = kJson,
             .body =
                 R"html({"stateToken":"{{token:state/00}}","status":"PASSWORD_WARN","_embedded":{"policy":{"expiration":{"passwordExpireDays":5},"complexity":{"minLength":8}}},"_links":{"next":{"name":"changePassword","href":"{{origin}}/api/v1/authn/credentials/change_password"},"skip":{"name":"skip","href":"{{origin}}/api/v1/authn/skip","hints":{"allow":["POST"]}}}})html"},
            {.name = "success",
             .type = kJson,
             .body =
                 R"html({"expiresAt":"2030-01-01T00:00:00.000Z","status":"SUCCESS","sessionToken":"{{token:session/20111}}","_embedded":{"user":{"id":"00u1"}},"_links":{"self":{"href":"{{origin}}/api/v1/users/me"}}})html"},
            {.name = "verified",
             .type = kJson,
             .body =
                 R"html({"stateToken":"{{token:state/00}}","expiresAt":"2030-01-01T00:00:00.000Z","type":"SESSION_STEP_UP","status":"SUCCESS","_embedded":{"user":{"id":"00u1"}},"_links":{"next":{"name":"original","href":"{{origin}}/login/step-up/redirect?stateToken={{kept:state|url}}","hints":{"allow":["GET"]}}}})html"},
            {.name = "extra-verification", .body = R"html(<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Acme - Extra Verification</title>
<script src="https://global.oktacdn.com/okta-signin-widget/5.16.1/js/okta-sign-in.min.js"></script></head>
<body class="auth okta-container">
<div id="okta-sign-in"></div>
<script>var stateToken = '{{token:state/00|js}}';</script>
</body>
</html>
)html"},
            {.name = "to-app",
             .status = 302,
             .headers = "Location: {{entry}}\n"
                        "Set-Cookie: sid={{token:sid}}; Path=/; Secure; HttpOnly; SameSite=None"},
            {.name = "saml-response", .body = R"html(<!DOCTYPE html>
<html><head><title>Acme - Signing in...</title></head>
<body>
<form id="appForm" action="{{acs}}" method="POST">
<input name="SAMLResponse" type="hidden" value="{{saml_response|hex}}"/>
<input name="RelayState" type="hidden" value="{{relay_state|hex}}"/>
</form>
<script>document.getElementById('appForm').submit();</script>
</body></html>
)html"},
            {.name = "wrong-password",
             .status = 401,
             .type = kJson,
             .body =
                 R"html({"errorCode":"E0000004","errorSummary":"Authentication failed","errorLink":"E0000004","errorId":"oae1","errorCauses":[]})html"},
            {.name = "locked",
             .type = kJson,
             .body =
                 R"html({"status":"LOCKED_OUT","_embedded":{},"_links":{"next":{"name":"unlock","href":"{{origin}}/api/v1/authn/recovery/unlock"}}})html"},
            {.name = "password-expired",
             .type = kJson,
             .body =
                 R"html({"stateToken":"{{token:state/00}}","status":"PASSWORD_EXPIRED","_embedded":{},"_links":{"next":{"name":"changePassword","href":"{{origin}}/api/v1/authn/credentials/change_password"}}})html"},
            {.name = "enrolment", .type = kJson, .body = R"html({"stateToken":"{{token:state/00}}","status":"MFA_ENROLL","_embedded":{"factors":[{"factorType":"push","provider":"OKTA","enrollment":"REQUIRED"}]},"_links":{"cancel":{"href":"{{origin}}/api/v1/authn/cancel"}}})html"},
            {.name = "wrong-code",
             .status = 403,
             .type = kJson,
             .body =
                 R"html({"errorCode":"E0000068","errorSummary":"Invalid Passcode/Answer","errorLink":"E0000068","errorId":"oae2","errorCauses":[{"errorSummary":"Your passcode doesn't match our records."}]})html"},
            {.name = "used-code",
             .status = 403,
             .type = kJson,
             .body =
                 R"html({"errorCode":"E0000082","errorSummary":"Each code can only be used once.","errorLink":"E0000082","errorId":"oae3","errorCauses":[]})html"},
            {.name = "other-engine",
             .status = 401,
             .type = kJson,
             .body =
                 R"html({"errorCode":"E0000011","errorSummary":"Invalid token provided","errorLink":"E0000011","errorId":"oae4","errorCauses":[]})html"},
            {.name = "too-many",
             .status = 429,
             .type = kJson,
             .body =
                 R"html({"errorCode":"E0000047","errorSummary":"API call exceeded rate limit due to too many requests.","errorLink":"E0000047","errorId":"oae5","errorCauses":[]})html"},
            {.name = "no-permission",
             .status = 403,
             .type = kJson,
             .body =
                 R"html({"errorCode":"E0000006","errorSummary":"You do not have permission to perform the requested action","errorLink":"E0000006","errorId":"oae6","errorCauses":[]})html"},
            {.name = "not-assigned", .status = 403, .body = R"html(<!DOCTYPE html>
<html><head><title>Acme - User is not assigned to this application.</title>
<link rel="stylesheet" href="https://ok1static.oktacdn.com/assets/error.css"></head>
<body><div class="error-content"><h1>403</h1><h2>User is not assigned to this application</h2></div></body></html>
)html"},
};

// By a redirect with the token in its address, and a sign-in page that does not repeat it.
constexpr Screen kRedirect = {
    .name = "start",
    .status = 302,
    .headers =
        "Location: /login/login.htm?fromURI={{entry|url}}&stateToken={{token:state/00|url}}"};
constexpr Screen kBarePage = {.name = "sign-in", .body = R"html(<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Acme - Sign In</title>
<script src="https://global.oktacdn.com/okta-signin-widget/5.16.1/js/okta-sign-in.min.js"></script></head>
<body class="auth okta-container"><div id="okta-login-container"></div></body>
</html>
)html"};

// Between the password and the session: the step-up of the application is still to come.
constexpr Screen kOrgFactor = {
    .name = "factor-required-by-org", .type = kJson, .body = "{{screen:factor-required}}"};

consteval auto with_another_entry() {
  std::array<Screen, std::size(kScreens) + 2> all{};
  *std::copy(std::begin(kScreens), std::end(kScreens), all.begin()) = kBarePage;
  all.front() = kRedirect;  // "start" is the first of them
  all.back() = kOrgFactor;
  return all;
}
constexpr auto kStepUpScreens = with_another_entry();

constexpr Detour kDetours[] = {
    {"okta-classic-wrong-password", "another password", CredentialsRejected, "factor-required",
     "wrong-password"},
    {"okta-classic-locked", "the account is locked", AccountLocked, "factor-required", "locked"},
    {"okta-classic-password-expired", "the password has expired", PasswordExpired,
     "factor-required", "password-expired"},
    {"okta-classic-password-warning", "the password expires in five days", PasswordExpiring,
     "factor-required", "password-warning"},
    {"okta-classic-enrolment", "a factor must be set up first", MfaEnrolmentRequired,
     "factor-required", "enrolment"},
    {"okta-classic-no-codes", "no factor that can be used", MfaRequired, "factor-required",
     "no-codes"},
    {"okta-classic-wrong-code", "another secret for codes", MfaRejected, "success", "wrong-code"},
    {"okta-classic-used-code", "the code was used before", MfaCodeUsed, "success", "used-code"},
    {"okta-classic-token", "the state token is used up", SessionLost, "factor-required",
     "other-engine"},
    {"okta-classic-rate-limit", "too many requests", RateLimited, "factor-required", "too-many"},
    {"okta-classic-no-permission", "the sign-on policy denies the user", PolicyDenied,
     "factor-required", "no-permission"},
    {"okta-classic-not-assigned", "the application is not assigned to the user", UserNotAssigned,
     "saml-response", "not-assigned"},
};

constexpr Detour kStepUpDetours[] = {
    {"okta-app-policy-wrong-code", "another secret for codes", MfaRejected, "verified",
     "wrong-code"},
    {"okta-app-policy-no-codes", "the application's policy wants a factor that nobody has",
     MfaRequired, "factor-required", "no-codes"},
    {"okta-app-policy-session", "no session is kept after the password", SessionLost,
     "factor-required", "unauthenticated"},
};

}  // namespace

constinit const LookAlike kOktaClassic = {.name = "okta-classic",
                                          .adapter = "okta",
                                          .sso_path = kSso,
                                          .issuer = "http://www.okta.com/exk1ab2cd3",
                                          .cookie = "JSESSIONID",
                                          .needs = "code",
                                          .endpoints = kEndpoints,
                                          .screens = kScreens,
                                          .detours = kDetours};

constinit const LookAlike kOktaAppPolicy = {.name = "okta-app-policy",
                                            .adapter = "okta",
                                            .sso_path = kSso,
                                            .issuer = "http://www.okta.com/exk1ab2cd3",
                                            .cookie = "JSESSIONID",
                                            .needs = "code",
                                            .endpoints = kStepUpEndpoints,
                                            .screens = kStepUpScreens,
                                            .detours = kStepUpDetours};

}  // namespace flexverify::lab
