// A look-alike of Google's sign-in without scripts: user name, password, the phone's prompt that
// is skipped for a code.
#include "tests/lab/look_alike.h"

namespace flexverify::lab {
namespace {

using enum model::Code;
using Is = Field::Is;

constexpr Field kFlow = {"query:TL", Is::Token, "TL"};
constexpr Field kXsrf = {"at", Is::Token, "at"};
// saml2aws and aws-google-auth both changed to this value, because the page's own was refused.
constexpr Field kProbe = {"bgresponse", Is::Exactly, "js_enabled"};
constexpr Field kGaps = {"cookie:__Host-GAPS", Is::Token, "gaps"};

constexpr Field kToSignIn[] = {{"query:continue", Is::Filled}, kGaps};
constexpr Field kUserName[] = {kFlow,
                               kXsrf,
                               kProbe,
                               kGaps,
                               {"query:continue", Is::Filled},
                               {"identifier", Is::Username},
                               {"ca", Is::Absent}};
constexpr Field kPassword[] = {
    kFlow, kXsrf, kProbe, kGaps, {"identifier", Is::Username}, {"Passwd", Is::Password}};
constexpr Field kSkip[] = {kFlow, kXsrf, kGaps};
constexpr Field kChoice[] = {
    kFlow, kXsrf, kGaps, {"challengeType", Is::Exactly, "6"}, {"challengeId", Is::Exactly, "3"}};
constexpr Field kCode[] = {
    kFlow, kXsrf, kGaps, {"challengeType", Is::Exactly, "6"}, {"Pin", Is::Code}};

constexpr Endpoint kEndpoints[] = {
    {"GET", "/v3/signin/identifier", "start", kToSignIn, "user-name"},
    {"POST", "/v3/signin/identifier", "user-name", kUserName, "password", "unknown-user"},
    {"POST", "/v3/signin/challenge/pwd", "password", kPassword, "prompt", "wrong-password"},
    {"POST", "/v3/signin/challenge/skip", "prompt", kSkip, "choice"},
    {"POST", "/v3/signin/challenge/selection", "choice", kChoice, "code"},
    {"POST", "/v3/signin/challenge/totp", "code", kCode, "saml-response", "wrong-code"},
    {"GET", "/v3/signin/rejected", "to-rejected", kSkip, "rejected"},
    {"GET", "/speedbump/samlconfirmaccount", "to-confirm", {}, "confirm"},
    {"GET", "/signin/v2/changepassword", "to-new-password", {}, "new-password"},
};

constexpr Screen kScreens[] = {
    // Parts of others.
    {.name = "head", .body = R"(<!doctype html>
<html lang="en" dir="ltr">
<head>
<base href="{{origin}}/">
<title>Sign in - Google Accounts</title>
<meta name="referrer" content="origin">
</head>
<body>
<div class="wrapper"><div class="google-header-bar centered"><div class="header content clearfix"><div class="logo logo-w" aria-label="Google"></div></div></div>
)"},
    {.name = "tail", .body = R"(
</div>
<div class="google-footer-bar"><div class="footer content clearfix"></div></div>
</body>
</html>
)"},
    {.name = "hidden", .body = R"(<input type="hidden" name="bgresponse" value="js_disabled">
<input type="hidden" name="at" value="{{token:at}}">
<input type="hidden" name="dsh" value="S1">)"},
    {.name = "code-form",
     .body = R"(<form method="post" action="v3/signin/challenge/totp?TL={{token:TL}}&amp;hl=en">
{{screen:hidden}}<input type="hidden" name="challengeId" value="3"><input type="hidden" name="challengeType" value="6">
<input type="tel" name="Pin" id="totpPin" autocomplete="off" dir="ltr">
<input type="checkbox" name="TrustDevice" id="trustDevice">
<input type="submit" class="rc-button" id="submit" value="Done">
</form>
<form method="post" action="v3/signin/challenge/skip?TL={{kept:TL}}"><input type="hidden" name="at" value="{{kept:at}}"><button type="submit">Try another way</button></form>)"},
    // Whole ones.
    {.name = "start",
     .status = 302,
     .headers =
         "Location: {{origin}}/v3/signin/identifier?continue={{entry|url}}&flowName=WebLiteSignIn\n"
         "Set-Cookie: __Host-GAPS={{token:gaps}}; Path=/; Secure; HttpOnly"},
    {.name = "user-name", .body = R"({{screen:head}}
<form id="gaia_loginform" method="post" action="/v3/signin/identifier?continue={{entry|url}}&amp;TL={{token:TL}}&amp;flowName=WebLiteSignIn">
{{screen:hidden}}<input type="email" name="identifier" id="identifierId" autocomplete="username" spellcheck="false">
<input type="password" name="hiddenPassword" tabindex="-1" aria-hidden="true">
<button type="submit" name="action" value="next">Next</button>
</form>{{screen:tail}})"},
    {.name = "unknown-user", .body = R"({{screen:head}}
<form method="post" action="/v3/signin/identifier?continue={{entry|url}}&amp;TL={{token:TL}}">
{{screen:hidden}}<input type="email" name="identifier" id="identifierId" value="{{username}}">
<span role="alert" class="error-msg" id="errorMsg">Couldn't find your Google Account</span>
<button type="submit" name="action" value="next">Next</button>
</form>{{screen:tail}})"},
    {.name = "captcha", .body = R"({{screen:head}}
<form method="post" action="/v3/signin/identifier?continue={{entry|url}}&amp;TL={{token:TL}}">
{{screen:hidden}}<input type="email" name="identifier" id="identifierId" value="{{username}}">
<div class="captcha-box"><img id="captchaimg" src="Captcha?v=2&amp;ctoken=c" alt="">
<input type="text" name="ca" id="ca" autocomplete="off"></div>
<button type="submit" name="action" value="next">Next</button>
</form>{{screen:tail}})"},
    {.name = "password", .body = R"({{screen:head}}
<form id="challenge" method="post" action="/v3/signin/challenge/pwd?TL={{token:TL}}&amp;cid=1&amp;flowName=WebLiteSignIn">
{{screen:hidden}}<input type="text" name="identifier" value="{{username}}" readonly tabindex="-1" aria-hidden="true">
<input type="password" name="Passwd" id="password" autocomplete="current-password">
<input type="hidden" name="" value="{{username}}">
<input type="hidden" name="historicalPassword" value="">
<button type="submit" name="action" value="next">Next</button>
</form>{{screen:tail}})"},
    {.name = "wrong-password", .body = R"({{screen:head}}
<form method="post" action="/v3/signin/challenge/pwd?TL={{token:TL}}&amp;cid=1">
{{screen:hidden}}<input type="hidden" name="identifier" value="{{username}}">
<input type="password" name="Passwd" id="password">
<span role="alert" class="error-msg" id="passwordError">Wrong password. Try again or click Forgot password to reset it.</span>
<button type="submit" name="action" value="next">Next</button>
</form>{{screen:tail}})"},
    {.name = "prompt", .body = R"({{screen:head}}
<form id="challenge" method="post" action="v3/signin/challenge/dp?TL={{token:TL}}">
{{screen:hidden}}<input type="hidden" name="challengeId" value="1"><input type="hidden" name="challengeType" value="39">
<h1>2-Step Verification</h1><h2>Check your phone</h2><div jsname="feLNVc">42</div>
<button type="submit" name="action" value="next">Next</button>
</form>
<form method="post" action="v3/signin/challenge/skip?TL={{kept:TL}}"><input type="hidden" name="at" value="{{kept:at}}"><button type="submit">Try another way</button></form>
{{screen:tail}})"},
    {.name = "choice", .body = R"({{screen:head}}<h1>Choose how you want to sign in:</h1><ol>
<li><form method="post" action="v3/signin/challenge/selection?TL={{token:TL}}" data-challengeentry="1"><input type="hidden" name="at" value="{{token:at}}">
<input type="hidden" name="challengeId" value="2"><input type="hidden" name="challengeType" value="9"><button type="submit">Get a verification code by text message</button></form></li>
<li><form method="post" action="v3/signin/challenge/selection?TL={{kept:TL}}" data-challengeentry="2"><input type="hidden" name="at" value="{{kept:at}}">
<input type="hidden" name="challengeId" value="3"><input type="hidden" name="challengeType" value="6"><button type="submit">Get a verification code from the Google Authenticator app</button></form></li>
</ol>{{screen:tail}})"},
    {.name = "choice-without-codes", .body = R"({{screen:head}}<ol>
<li><form method="post" action="v3/signin/challenge/selection?TL={{token:TL}}" data-challengeentry="1"><input type="hidden" name="at" value="{{token:at}}">
<input type="hidden" name="challengeId" value="2"><input type="hidden" name="challengeType" value="9"><button type="submit">Get a verification code by text message</button></form></li>
</ol>{{screen:tail}})"},
    {.name = "code", .body = "{{screen:head}}{{screen:code-form}}{{screen:tail}}"},
    {.name = "wrong-code", .body = R"({{screen:head}}
<span role="alert" class="error-msg" id="errorMsg">Wrong code. Try again.</span>
{{screen:code-form}}{{screen:tail}})"},
    {.name = "enrolment", .body = R"({{screen:head}}
<form method="post" action="signin/challenge/bc/1"><input type="hidden" name="challengeId" value="1">
<p>Based on your organization's policy, you need to turn on 2-Step Verification.</p></form>{{screen:tail}})"},
    {.name = "to-rejected",
     .status = 302,
     .headers =
         "Location: {{origin}}/v3/signin/rejected?rrk=46&rhlk=js&TL={{token:TL}}&at={{token:at}}"},
    {.name = "rejected", .body = R"({{screen:head}}<h1>Couldn't sign you in</h1>
<p>This browser or app may not be secure.</p>{{screen:tail}})"},
    {.name = "to-confirm",
     .status = 302,
     .headers = "Location: {{origin}}/speedbump/samlconfirmaccount"},
    {.name = "confirm", .body = R"({{screen:head}}<h1>Verify it's you</h1>
<form method="post" action="speedbump/samlconfirmaccount"><button type="submit">Continue</button></form>{{screen:tail}})"},
    {.name = "to-new-password",
     .status = 302,
     .headers = "Location: {{origin}}/signin/v2/changepassword"},
    {.name = "new-password", .body = R"({{screen:head}}<h1>Change password</h1>
<form method="post" action="signin/v2/changepassword"><input type="password" name="Password"><input type="password" name="ConfirmPassword"></form>{{screen:tail}})"},
    {.name = "saml-response", .body = "{{post}}"},
    {.name = "app-unknown", .status = 403, .body = R"({{screen:head}}<h1>403. That's an error.</h1>
<p>Error: app_not_configured</p><p>Service is not configured.</p>{{screen:tail}})"},
    {.name = "not-assigned", .status = 403, .body = R"({{screen:head}}<h1>403. That's an error.</h1>
<p>Error: app_not_configured_for_user</p><p>Service is not configured for this user.</p>{{screen:tail}})"},
    {.name = "certificate", .status = 400, .body = R"({{screen:head}}<h1>400. That's an error.</h1>
<p>Error: malformed_certificate</p>{{screen:tail}})"},
};

constexpr Detour kDetours[] = {
    {"google-unknown-user", "nobody has the user name", UnknownUser, "password", "unknown-user"},
    {"google-captcha", "a picture must be read", BotProtection, "password", "captcha"},
    {"google-wrong-password", "another password", CredentialsRejected, "prompt", "wrong-password"},
    {"google-rejected", "the client is turned away", BotProtection, "prompt", "to-rejected"},
    {"google-no-codes", "no authenticator app", MfaRequired, "choice", "choice-without-codes"},
    {"google-wrong-code", "another secret for codes", MfaRejected, "saml-response", "wrong-code"},
    {"google-enrolment", "2-Step Verification must be turned on", MfaEnrolmentRequired, "prompt",
     "enrolment"},
    {"google-new-password", "the user must choose a password", PasswordExpired, "saml-response",
     "to-new-password"},
    {"google-confirm", "a page that a person must answer", TermsRequired, "saml-response",
     "to-confirm"},
    {"google-unknown-app", "no app has the Entity ID", IdpAppNotFound, "start", "app-unknown"},
    {"google-not-assigned", "the app is off for the user", UserNotAssigned, "saml-response",
     "not-assigned"},
    {"google-certificate", "the app's certificate cannot be used", IdpError, "start",
     "certificate"},
};

}  // namespace

constinit const LookAlike kGoogle = {.name = "google",
                                     .adapter = "google",
                                     .sso_path = "/o/saml2/idp?idpid=C0acme01",
                                     .issuer = "{{origin}}/o/saml2?idpid=C0acme01",
                                     .cookie = "NID",
                                     .needs = "code",
                                     .endpoints = kEndpoints,
                                     .screens = kScreens,
                                     .detours = kDetours};

}  // namespace flexverify::lab
