// A look-alike of Okta's Identity Engine: Okta Verify is looked for on the machine, then user name,
// password, security question and code, each chosen from a list; then "stay signed in".
#include "tests/lab/look_alike.h"

namespace flexverify::lab {
namespace {

using enum model::Code;
using Is = Field::Is;

constexpr std::string_view kSso = "/app/acme_flex_2/exk4ef5gh6/sso/saml";
constexpr std::string_view kIon = "application/ion+json; okta-version=1.0.0";

// Okta's own page (okta-auth-js) names its first call so, and its Java SDK the others too; the page
// calls those "application/json", and nobody is known to give up the probe in another way. What it
// accepts is said with a version at first, and without one later.
constexpr Field kType = {"header:Content-Type", Is::Exactly, kIon};
constexpr Field kJson = {"header:Content-Type", Is::Exactly, "application/json"};
constexpr Field kAccept = {"header:Accept", Is::Exactly, kIon};
// Each answer renews it.
constexpr Field kHandle = {"stateHandle", Is::Token, "handle"};

constexpr Field kIntrospect[] = {kType, kAccept, {"stateToken", Is::Token, "state"}};
constexpr Field kGiveUp[] = {kJson, kHandle, {"reason", Is::Exactly, "OV_UNREACHABLE_BY_LOOPBACK"}};
constexpr Field kIdentify[] = {
    kHandle, {"identifier", Is::Username}, {"credentials.passcode", Is::Absent}};
// The page names no method where there is one alone; okta-idx-java does.
constexpr Field kChoosePassword[] = {kHandle, {"authenticator.id", Is::Exactly, "autPassword"}};
constexpr Field kPassword[] = {kHandle, {"credentials.passcode", Is::Password}};
// The second generation of the page names the enrolment as well, the third does not.
constexpr Field kChooseCode[] = {kHandle,
                                 {"authenticator.id", Is::Exactly, "autVerify"},
                                 {"authenticator.methodType", Is::Exactly, "totp"}};
// Okta Verify's codes have a field of another name.
constexpr Field kCode[] = {kHandle, {"credentials.totp", Is::Code}};
constexpr Field kChooseQuestion[] = {kHandle, {"authenticator.id", Is::Exactly, "autQuestion"}};
constexpr Field kAnswer[] = {kHandle,
                             {"credentials.questionKey", Is::Exactly, "first_pet"},
                             {"credentials.answer", Is::Answer}};
constexpr Field kStay[] = {kHandle, {"keepMeSignedIn", Is::Exactly, "false"}};
constexpr Field kSkip[] = {kHandle};
constexpr Field kRedirect[] = {{"query:stateToken", Is::Token, "redirect"}};
constexpr Field kBack[] = {{"query:SAMLRequest", Is::Filled}, {"cookie:idx", Is::Token, "idx"}};

constexpr std::string_view kAnswerPath = "/idp/idx/challenge/answer";
constexpr std::string_view kChallengePath = "/idp/idx/challenge";

constexpr Endpoint kEndpoints[] = {
    {"POST", "/idp/idx/introspect", "start", kIntrospect, "probe"},
    // The third generation of Okta's page asks whether the app answered before it gives up.
    {"POST", "/idp/idx/authenticators/poll", "probe", kSkip, "probe"},
    {"POST", "/idp/idx/authenticators/poll/cancel", "probe", kGiveUp, "identify"},
    {"POST", "/idp/idx/identify", "identify", kIdentify, "select", "unknown-user"},
    {"POST", kChallengePath, "select", kChoosePassword, "password"},
    {"POST", kAnswerPath, "password", kPassword, "select-second", "wrong-password"},
    {"POST", kChallengePath, "select-second", kChooseCode, "code"},
    {"POST", kAnswerPath, "code", kCode, "select-third", "wrong-code"},
    {"POST", kChallengePath, "select-third", kChooseQuestion, "question"},
    {"POST", kAnswerPath, "question", kAnswer, "stay", "wrong-answer"},
    {"POST", "/idp/idx/keep-me-signed-in", "stay", kStay, "success"},
    {"POST", "/idp/idx/skip", "expiring", kSkip, "select-second"},
    {"GET", "/login/token/redirect", "success", kRedirect, "to-app"},
    {"GET", kSso, "to-app", kBack, "saml-response"},
};

constexpr Screen
    kScreens[] =
        {
            // Parts of others.
            {.name = "opening",
             .type = kIon,
             .body =
                 R"html("version":"1.0.0","stateHandle":"{{token:handle/02.id.}}","expiresAt":"2030-01-01T00:00:00.000Z","intent":"LOGIN","user":{"type":"object","value":{}},"app":{"type":"object","value":{"name":"acme_flex_2","label":"Flex","id":"0oa1"}},"cancel":{"rel":["create-form"],"name":"cancel","href":"{{origin}}/idp/idx/cancel","method":"POST","value":[{{screen:handle-field}}]})html"},
            {.name = "handle-field",
             .type = kIon,
             .body =
                 R"html({"name":"stateHandle","required":true,"value":"{{kept:handle}}","visible":false,"mutable":false})html"},
            {.name = "enrollments",
             .type = kIon,
             .body =
                 R"html("authenticatorEnrollments":{"type":"array","value":[{"type":"password","key":"okta_password","id":"lae1","displayName":"Password","methods":[{"type":"password"}]},{"type":"app","key":"okta_verify","id":"enr1","displayName":"Okta Verify","methods":[{"type":"push"},{"type":"totp"}]},{"type":"security_question","key":"security_question","id":"qae1","displayName":"Security Question","methods":[{"type":"security_question"}]}]})html"},
            {.name = "option-password",
             .type = kIon,
             .body =
                 R"html({"label":"Password","value":{"form":{"value":[{"name":"id","required":true,"value":"autPassword","mutable":false},{"name":"methodType","required":false,"value":"password","mutable":false}]}},"relatesTo":"$.authenticatorEnrollments.value[0]"})html"},
            {.name = "option-verify",
             .type = kIon,
             .body =
                 R"html({"label":"Okta Verify","value":{"form":{"value":[{"name":"id","required":true,"value":"autVerify","mutable":false},{"name":"methodType","type":"string","required":false,"options":[{"label":"Get a push notification","value":"push"},{"label":"Enter a code","value":"totp"}]},{"name":"enrollmentId","required":true,"value":"enr1","mutable":false}]}},"relatesTo":"$.authenticatorEnrollments.value[1]"})html"},
            {.name = "option-question",
             .type = kIon,
             .body =
                 R"html({"label":"Security Question","value":{"form":{"value":[{"name":"id","required":true,"value":"autQuestion","mutable":false},{"name":"methodType","required":false,"value":"security_question","mutable":false}]}},"relatesTo":"$.authenticatorEnrollments.value[2]"})html"},
            {.name = "answer-step", .type = kIon, .body = R"html("rel":["create-form"],"name":"challenge-authenticator","relatesTo":["$.currentAuthenticatorEnrollment"],"href":"{{origin}}/idp/idx/challenge/answer","method":"POST","produces":"application/ion+json; okta-version=1.0.0","accepts":"application/json; okta-version=1.0.0")html"},
            {.name = "password-current",
             .type = kIon,
             .body =
                 R"html("currentAuthenticatorEnrollment":{"type":"object","value":{"type":"password","key":"okta_password","id":"lae1","displayName":"Password"}})html"},
            {.name = "code-current",
             .type = kIon,
             .body =
                 R"html("currentAuthenticatorEnrollment":{"type":"object","value":{"type":"app","key":"okta_verify","id":"enr1","displayName":"Okta Verify","methods":[{"type":"totp"}]}})html"},
            // Whole ones.
            {.name = "start", .body = R"html(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"><title>Acme - Sign In</title>
<meta name="robots" content="none">
<script src="https://global.oktacdn.com/okta-signin-widget/7.30.1/js/okta-sign-in.min.js"></script>
</head>
<body>
<div id="okta-login-container"></div>
<script nonce="n">
var baseUrl = '{{origin|js}}';
var stateToken = '{{token:state/02.id.|js}}';
var oktaData = {"redirectUri":"{{origin|js}}\x2Fidp","signIn":{"baseUrl":"{{origin|js}}","stateToken":"{{kept:state|js}}"}};
</script>
<noscript>JavaScript is required.</noscript>
</body>
</html>
)html"},
            {.name = "probe",
             .type = kIon,
             .body =
                 R"html({ {{screen:opening}},"remediation":{"type":"array","value":[{"rel":["create-form"],"name":"device-challenge-poll","relatesTo":["authenticatorChallenge"],"href":"{{origin}}/idp/idx/authenticators/poll","method":"POST","refresh":2000,"value":[{{screen:handle-field}}]}]},"authenticatorChallenge":{"type":"object","value":{"challengeMethod":"LOOPBACK","domain":"http://localhost","ports":["2000","6511"],"probeTimeoutMillis":100,"challengeRequest":"eyJraWQ","cancel":{"rel":["create-form"],"name":"cancel-polling","href":"{{origin}}/idp/idx/authenticators/poll/cancel","method":"POST","value":[{{screen:handle-field}},{"name":"reason","required":true,"visible":false,"mutable":true},{"name":"statusCode","required":false,"visible":false,"mutable":true},{"name":"statusCode","required":false,"visible":false,"mutable":false}]}}}})html"},
            {.name = "probe-only",
             .type = kIon,
             .body =
                 R"html({ {{screen:opening}},"remediation":{"type":"array","value":[{"rel":["create-form"],"name":"device-challenge-poll","relatesTo":["authenticatorChallenge"],"href":"{{origin}}/idp/idx/authenticators/poll","method":"POST","refresh":2000,"value":[{{screen:handle-field}}]}]},"authenticatorChallenge":{"type":"object","value":{"challengeMethod":"LOOPBACK","ports":["2000"]}}})html"},
            {.name = "identify", .type = kIon, .body = R"html({ {{screen:opening}},"remediation":{"type":"array","value":[{"rel":["create-form"],"name":"identify","href":"{{origin}}/idp/idx/identify","method":"POST","value":[{"name":"identifier","label":"Username","required":true},{"name":"rememberMe","type":"boolean","label":"Remember this device"},{{screen:handle-field}}]},{"rel":["create-form"],"name":"unlock-account","href":"{{origin}}/idp/idx/unlock-account","method":"POST","value":[{{screen:handle-field}}]}]}})html"},
            {.name = "unknown-user",
             .type = kIon,
             .body =
                 R"html({ {{screen:opening}},"messages":{"type":"array","value":[{"message":"There is no account with the Username {{username}}.","i18n":{"key":"idx.unknown.user","params":[]},"class":"INFO"}]},"remediation":{"type":"array","value":[{"rel":["create-form"],"name":"identify","href":"{{origin}}/idp/idx/identify","method":"POST","value":[{"name":"identifier","label":"Username"},{{screen:handle-field}}]}]}})html"},
            {.name = "captcha",
             .type = kIon,
             .body =
                 R"html({ {{screen:opening}},"captcha":{"type":"object","value":{"type":"HCAPTCHA","siteKey":"k","id":"cap1"}},"remediation":{"type":"array","value":[{"rel":["create-form"],"name":"identify","href":"{{origin}}/idp/idx/identify","method":"POST","value":[{"name":"identifier","label":"Username"},{"name":"captchaVerify","type":"object","form":{"value":[{"name":"captchaId"},{"name":"captchaToken"}]}},{{screen:handle-field}}]}]}})html"},
            {.name = "select",
             .type = kIon,
             .body =
                 R"html({ {{screen:opening}},{{screen:enrollments}},"remediation":{"type":"array","value":[{"rel":["create-form"],"name":"select-authenticator-authenticate","href":"{{origin}}/idp/idx/challenge","method":"POST","value":[{"name":"authenticator","type":"object","options":[{{screen:option-verify}},{{screen:option-password}},{{screen:option-question}}]},{{screen:handle-field}}]}]}})html"},
            {.name = "password", .type = kIon, .body = R"html({ {{screen:opening}},{{screen:enrollments}},{{screen:password-current}},"remediation":{"type":"array","value":[{ {{screen:answer-step}},"value":[{"name":"credentials","type":"object","form":{"value":[{"name":"passcode","label":"Password","secret":true}]},"required":true},{{screen:handle-field}}]}]}})html"},
            {.name = "wrong-password",
             .status = 401,
             .type = kIon,
             .body =
                 R"html({ {{screen:opening}},{{screen:password-current}},"messages":{"type":"array","value":[{"message":"Password is incorrect","i18n":{"key":"incorrectPassword"},"class":"ERROR"}]},"remediation":{"type":"array","value":[{ {{screen:answer-step}},"value":[{"name":"credentials","type":"object","form":{"value":[{"name":"passcode","label":"Password","secret":true}]}},{{screen:handle-field}}]}]}})html"},
            {.name = "locked",
             .status = 403,
             .type = kIon,
             .body =
                 R"html({"version":"1.0.0","messages":{"type":"array","value":[{"message":"Your account is locked.","i18n":{"key":"errors.E0000119"},"class":"ERROR"}]}})html"},
            {.name = "password-expired",
             .type = kIon,
             .body =
                 R"html({ {{screen:opening}},"remediation":{"type":"array","value":[{"rel":["create-form"],"name":"reenroll-authenticator","href":"{{origin}}/idp/idx/challenge/answer","method":"POST","value":[{"name":"credentials","type":"object","form":{"value":[{"name":"passcode","label":"New password","secret":true}]}},{{screen:handle-field}}]}]}})html"},
            {.name = "expiring",
             .type = kIon,
             .body =
                 R"html({ {{screen:opening}},"messages":{"type":"array","value":[{"message":"Your password will expire in 4 days","i18n":{"key":"idx.password.expiring.message"},"class":"INFO"}]},"remediation":{"type":"array","value":[{"rel":["create-form"],"name":"reenroll-authenticator-warning","href":"{{origin}}/idp/idx/challenge/answer","method":"POST","value":[{{screen:handle-field}}]},{"rel":["create-form"],"name":"skip","href":"{{origin}}/idp/idx/skip","method":"POST","value":[{{screen:handle-field}}]}]}})html"},
            {.name = "select-second",
             .type = kIon,
             .body =
                 R"html({ {{screen:opening}},{{screen:enrollments}},"remediation":{"type":"array","value":[{"rel":["create-form"],"name":"select-authenticator-authenticate","href":"{{origin}}/idp/idx/challenge","method":"POST","value":[{"name":"authenticator","type":"object","options":[{{screen:option-question}},{{screen:option-verify}}]},{{screen:handle-field}}]}]}})html"},
            {.name = "no-codes",
             .type = kIon,
             .body =
                 R"html({ {{screen:opening}},"authenticatorEnrollments":{"type":"array","value":[{"type":"security_key","key":"webauthn","id":"fwf1"}]},"remediation":{"type":"array","value":[{"rel":["create-form"],"name":"select-authenticator-authenticate","href":"{{origin}}/idp/idx/challenge","method":"POST","value":[{"name":"authenticator","type":"object","options":[{"label":"Security Key or Biometric Authenticator","value":{"form":{"value":[{"name":"id","value":"autKey"},{"name":"methodType","value":"webauthn"}]}},"relatesTo":"$.authenticatorEnrollments.value[0]"}]},{{screen:handle-field}}]}]}})html"},
            {.name = "enrolment",
             .type = kIon,
             .body =
                 R"html({ {{screen:opening}},"remediation":{"type":"array","value":[{"rel":["create-form"],"name":"select-authenticator-enroll","href":"{{origin}}/idp/idx/credential/enroll","method":"POST","value":[{"name":"authenticator","type":"object","options":[]},{{screen:handle-field}}]}]}})html"},
            {.name = "code",
             .type = kIon,
             .body =
                 R"html({ {{screen:opening}},{{screen:enrollments}},{{screen:code-current}},"remediation":{"type":"array","value":[{ {{screen:answer-step}},"value":[{"name":"credentials","type":"object","form":{"value":[{"name":"totp","label":"Enter code"}]},"required":true},{{screen:handle-field}}]}]}})html"},
            {.name = "wrong-code", .status = 401, .type = kIon, .body = R"html({ {{screen:opening}},{{screen:code-current}},"remediation":{"type":"array","value":[{ {{screen:answer-step}},"value":[{"name":"credentials","type":"object","form":{"value":[{"name":"totp","label":"Enter code","messages":{"type":"array","value":[{"message":"Invalid code. Try again.","i18n":{"key":"authfactor.challenge.soft_token.invalid_passcode"},"class":"ERROR"}]}}]}},{{screen:handle-field}}]}]}})html"},
            {.name = "used-code",
             .status = 401,
             .type = kIon,
             .body =
                 R"html({ {{screen:opening}},{{screen:code-current}},"messages":{"type":"array","value":[{"message":"Each code can only be used once.","i18n":{"key":"authfactor.challenge.soft_token.used_passcode"},"class":"ERROR"}]},"remediation":{"type":"array","value":[{ {{screen:answer-step}},"value":[{{screen:handle-field}}]}]}})html"},
            {.name = "select-third",
             .type = kIon,
             .body =
                 R"html({ {{screen:opening}},{{screen:enrollments}},"remediation":{"type":"array","value":[{"rel":["create-form"],"name":"select-authenticator-authenticate","href":"{{origin}}/idp/idx/challenge","method":"POST","value":[{"name":"authenticator","type":"object","options":[{{screen:option-question}}]},{{screen:handle-field}}]}]}})html"},
            {.name = "question",
             .type = kIon,
             .body =
                 R"html({ {{screen:opening}},"currentAuthenticatorEnrollment":{"type":"object","value":{"type":"security_question","key":"security_question","id":"qae1","contextualData":{"enrolledQuestion":{"questionKey":"first_pet","question":"What was the name of your first pet?"}}}},"remediation":{"type":"array","value":[{ {{screen:answer-step}},"value":[{"name":"credentials","type":"object","form":{"value":[{"name":"questionKey","required":true,"value":"first_pet","visible":false,"mutable":false},{"name":"answer","label":"Answer","secret":true}]},"required":true},{{screen:handle-field}}]}]}})html"},
            {.name = "wrong-answer",
             .status = 401,
             .type = kIon,
             .body =
                 R"html({ {{screen:opening}},"messages":{"type":"array","value":[{"message":"Your answer doesn't match our records. Please try again.","i18n":{"key":"authfactor.challenge.question_factor.answer_invalid"},"class":"ERROR"}]},"remediation":{"type":"array","value":[]}})html"},
            {.name = "stay", .type = kIon, .body = R"html({ {{screen:opening}},"remediation":{"type":"array","value":[{"rel":["create-form"],"name":"keep-me-signed-in","href":"{{origin}}/idp/idx/keep-me-signed-in","method":"POST","value":[{"name":"keepMeSignedIn","type":"boolean","label":"Stay signed in","required":true},{{screen:handle-field}}]}]}})html"},
            {.name = "success",
             .type = kIon,
             .body =
                 R"html({ {{screen:opening}},"success":{"name":"success-redirect","href":"{{origin}}/login/token/redirect?stateToken={{token:redirect/02.id.}}"}})html"},
            {.name = "to-app",
             .status = 302,
             .headers = "Location: {{entry}}\n"
                        "Set-Cookie: idx={{token:idx}}; Path=/; Secure; HttpOnly; SameSite=None"},
            {.name = "saml-response", .body = R"html(<!DOCTYPE html>
<html><head><title>Acme - Signing in...</title></head>
<body>
<form id="appForm" action="{{acs|hex}}" method="POST">
<input name="SAMLResponse" type="hidden" value="{{saml_response|hex}}"/>
<input name="RelayState" type="hidden" value="{{relay_state|hex}}"/>
</form>
<script>document.getElementById('appForm').submit();</script>
</body></html>
)html"},
            {.name = "session-expired",
             .status = 401,
             .type = kIon,
             .body =
                 R"html({"version":"1.0.0","messages":{"type":"array","value":[{"message":"You have been logged out due to inactivity. Refresh or return to the sign in screen.","i18n":{"key":"idx.session.expired","params":[]},"class":"ERROR"}]}})html"},
            {.name = "not-assigned",
             .status = 400,
             .type = kIon,
             .body =
                 R"html({ {{screen:opening}},"messages":{"type":"array","value":[{"message":"User is not assigned to this application.","i18n":{"key":"idx.error.user.not.assigned.to.app"},"class":"ERROR"}]},"remediation":{"type":"array","value":[{"rel":["create-form"],"name":"failure-redirect","href":"{{origin}}/failure","method":"GET"}]}})html"},
            {.name = "policy",
             .status = 403,
             .type = kIon,
             .body =
                 R"html({"version":"1.0.0","messages":{"type":"array","value":[{"message":"You do not have permission to perform the requested action.","i18n":{"key":"security.access_denied"},"class":"ERROR"}]}})html"},
            {.name = "device",
             .status = 403,
             .type = kIon,
             .body =
                 R"html({"version":"1.0.0","messages":{"type":"array","value":[{"message":"Your device doesn't meet the security requirements","i18n":{"key":"idx.error.code.access_denied.device_assurance.remediation.title"},"class":"ERROR"}]}})html"},
            {.name = "too-many",
             .status = 429,
             .type = kIon,
             .body =
                 R"html({"version":"1.0.0","messages":{"type":"array","value":[{"message":"Too many requests","i18n":{"key":"tooManyRequests"},"class":"ERROR"}]}})html"},
            {.name = "profile",
             .type = kIon,
             .body =
                 R"html({ {{screen:opening}},"remediation":{"type":"array","value":[{"rel":["create-form"],"name":"profile-update","href":"{{origin}}/idp/idx/profile","method":"POST","value":[{{screen:handle-field}}]}]}})html"},
            {.name = "device-management",
             .type = kIon,
             .body =
                 R"html({ {{screen:opening}},"remediation":{"type":"array","value":[{"rel":["create-form"],"name":"mdm","href":"{{origin}}/idp/idx/mdm","method":"POST","value":[{{screen:handle-field}}]}]}})html"},
            {.name = "identity-verification",
             .type = kIon,
             .body =
                 R"html({ {{screen:opening}},"remediation":{"type":"array","value":[{"name":"redirect-idverify","type":"ID_PROOFING","href":"{{origin}}/idp/identity-verification","method":"GET"}]}})html"},
};

constexpr Detour kDetours[] = {
    {"okta-device-only", "only Okta Verify on the device will do", NeedsBrowser, "probe",
     "probe-only"},
    {"okta-captcha", "a captcha is wanted", BotProtection, "identify", "captcha"},
    {"okta-unknown-user", "nobody has the user name", UnknownUser, "select", "unknown-user"},
    {"okta-wrong-password", "another password", CredentialsRejected, "select-second",
     "wrong-password"},
    {"okta-locked", "the account is locked", AccountLocked, "select-second", "locked"},
    {"okta-password-expired", "the password has expired", PasswordExpired, "select-second",
     "password-expired"},
    {"okta-password-expiring", "the password expires in four days", PasswordExpiring,
     "select-second", "expiring"},
    {"okta-enrolment", "a factor must be set up first", MfaEnrolmentRequired, "select-second",
     "enrolment"},
    {"okta-no-codes", "no factor that can be used", MfaRequired, "select-second", "no-codes"},
    {"okta-wrong-code", "another secret for codes", MfaRejected, "select-third", "wrong-code"},
    {"okta-used-code", "the code was used before", MfaCodeUsed, "select-third", "used-code"},
    {"okta-wrong-answer", "another answer to the question", MfaRejected, "stay", "wrong-answer"},
    {"okta-session-expired", "the state token is stale", SessionLost, "probe", "session-expired"},
    {"okta-not-assigned", "the application is not assigned to the user", UserNotAssigned, "stay",
     "not-assigned"},
    {"okta-policy", "the sign-on policy denies access", PolicyDenied, "stay", "policy"},
    {"okta-device-assurance", "the policy wants another device", PolicyDenied, "stay", "device"},
    {"okta-rate-limit", "too many requests", RateLimited, "select", "too-many"},
    {"okta-profile", "profile data is wanted first", PolicyDenied, "stay", "profile"},
    {"okta-device-management", "the device must be managed", PolicyDenied, "stay",
     "device-management"},
    {"okta-identity-verification", "the identity must be verified elsewhere", PageNotRecognised,
     "stay", "identity-verification"},
};

}  // namespace

constinit const LookAlike kOktaIdentityEngine = {.name = "okta-identity-engine",
                                                 .adapter = "okta",
                                                 .sso_path = kSso,
                                                 .issuer = "http://www.okta.com/exk4ef5gh6",
                                                 .cookie = "JSESSIONID",
                                                 .needs = "code answer",
                                                 .endpoints = kEndpoints,
                                                 .screens = kScreens,
                                                 .detours = kDetours};

}  // namespace flexverify::lab
