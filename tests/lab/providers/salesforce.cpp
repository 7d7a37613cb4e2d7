// A look-alike of Salesforce as identity provider: hops by script, a login form beside the one for
// My Domain, identity verification by a code, frontdoor.jsp, and the endpoint again.
#include "tests/lab/look_alike.h"

namespace flexverify::lab {
namespace {

using enum model::Code;
using Is = Field::Is;

constexpr std::string_view kSso = "/idp/endpoint/HttpRedirect";
constexpr std::string_view kTotp = "/_ui/identity/verification/method/TotpVerificationUi/e";

constexpr std::string_view kMethods = "/_ui/identity/verification/method/VerificationMethods/e";

constexpr Field kToLogin[] = {{"query:ec", Is::Exactly, "302"}, {"query:startURL", Is::Filled}};
constexpr Field kUserName[] = {{"un", Is::Username},     {"username", Is::Username},
                               {"startURL", Is::Filled}, {"lt", Is::Exactly, "standard"},
                               {"width", Is::Filled},    {"height", Is::Filled},
                               {"Login", Is::Present},   {"mydomain", Is::Absent}};
constexpr Field kPassword[] = {
    {"un", Is::Username},     {"username", Is::Username},       {"pw", Is::Password},
    {"startURL", Is::Filled}, {"lt", Is::Exactly, "standard"},  {"width", Is::Filled},
    {"height", Is::Filled},   {"Login", Is::Exactly, "Log In"}, {"mydomain", Is::Absent}};
constexpr Field kCode[] = {{"_CONFIRMATIONTOKEN", Is::Token, "confirmation"},
                           {"vcsrf", Is::Token, "vcsrf"},
                           {"vflid", Is::Token, "vflid"},
                           {"vpol", Is::Exactly, "ic"},
                           {"retURL", Is::Filled},
                           {"save", Is::Exactly, "Verify"},
                           {"tc", Is::Code}};
constexpr Field kOtherMethod[] = {{"query:vcsrf", Is::Token, "vcsrf"}};
constexpr Field kFrontDoor[] = {{"query:sid", Is::Token, "sid"}, {"query:retURL", Is::Filled}};
constexpr Field kBack[] = {{"query:SAMLRequest", Is::Filled}, {"cookie:sid", Is::Token, "sid"}};

constexpr Endpoint kEndpoints[] = {
    {"GET", "/", "start", kToLogin, "user-name"},
    {"POST", "/", "user-name", kUserName, "password", "refused"},
    {"POST", "/", "password", kPassword, "code", "refused"},
    {"POST", kTotp, "code", kCode, "to-front-door", "wrong-code"},
    {"GET", "/secur/frontdoor.jsp", "to-front-door", kFrontDoor, "front-door"},
    {"GET", kSso, "front-door", kBack, "saml-response"},
    {"GET", kMethods, "push", kOtherMethod, "methods"},
    {"GET", kMethods, "push-or-code", kOtherMethod, "methods-with-codes"},
    {"GET", kTotp, "methods-with-codes", kOtherMethod, "code"},
    {"GET", "/_ui/system/security/ChangePassword", "to-new-password", {}, "new-password"},
    {"GET", "/_ui/identity/totp/TotpRegistrationUi/e", "to-enrolment", {}, "enrolment"},
    {"GET", "/_nc_external/identity/saml/SamlError", "to-no-access", {}, "no-access"},
};

constexpr Screen kScreens[] = {
    // Parts of others.
    {.name = "head", .body = R"html(<!DOCTYPE html>
<html lang="en-US">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<title>Login | Salesforce</title>
<link rel="stylesheet" type="text/css" href="/css/sfdc_210.css">
<script src="/jslibrary/baselogin4.js"></script>
<script>var SFDCSessionVars={"ic":false,"host":"acme","un":""};</script>
</head>
<body onload="if (this.loader) { loader(); };">
<div id="chooser" style="display:none"><div id="chooser_error" class="loginError" style="display:none">Choose a username.</div></div>
<form id="hint_form" name="mydomain_form" onsubmit="DomainSwitcher.handleMyDomain(); return false;">
<input type="text" name="mydomain" id="mydomain" value=""><input type="submit" id="mydomainContinue" name="Continue" value="Continue"></form>
)html"},
    {.name = "hidden", .body = R"html(<input type="hidden" name="un" value="">
<input type="hidden" name="width" value=""><input type="hidden" name="height" value="">
<input type="hidden" name="hasRememberUn" value="true">
<input type="hidden" id="login_startURL" name="startURL" value="{{entry}}">
<input type="hidden" name="loginURL" value=""><input type="hidden" name="loginType" value="">
<input type="hidden" name="useSecure" value="true"><input type="hidden" name="local" value="">
<input type="hidden" name="lt" value="standard"><input type="hidden" name="qs" value="">
<input type="hidden" name="locale" value=""><input type="hidden" name="oauth_token" value="">
<input type="hidden" name="login" value=""><input type="hidden" name="serverid" value="">
<input type="hidden" name="display" value="page">)html"},
    {.name = "tail", .body = R"html(
<div id="footer">&copy; Acme</div>
</body>
</html>
)html"},
    {.name = "code-form",
     .body =
         R"html(<form action="/_ui/identity/verification/method/TotpVerificationUi/e" id="editPage" method="POST" name="editPage">
<input type="hidden" name="_CONFIRMATIONTOKEN" id="_CONFIRMATIONTOKEN" value="{{token:confirmation}}">
<input type="hidden" name="cancelURL" id="cancelURL" value="/">
<input type="hidden" name="retURL" id="retURL" value="{{entry}}">
<input type="hidden" name="retURL" value="{{entry}}">
<input type="hidden" name="save_new_url" id="save_new_url" value="/_ui/identity/verification/method/TotpVerificationUi/e">
<input type="hidden" name="vcsrf" value="{{token:vcsrf}}">
<input type="hidden" name="vpol" value="ic">
<input type="hidden" name="vflid" value="{{token:vflid}}">
<input autocomplete="off" id="tc" maxlength="6" name="tc" size="20" type="text">
<input class="btn" id="save" name="save" title="Verify" type="submit" value="Verify">
</form>)html"},
    // Whole ones.
    {.name = "start", .body = R"html(<!DOCTYPE html>
<html><head><meta http-equiv="Cache-Control" content="no-cache">
<script src="/jslibrary/SfdcApp.js"></script>
<script>
function redirectOnLoad() {
if (this.SfdcApp && this.SfdcApp.projectOneNavigator) { SfdcApp.projectOneNavigator.handleRedirect('{{origin|js}}\x2F?ec=302&startURL={{entry|url|js}}'); } else
if (window.location.replace){
window.location.replace('{{origin|js}}\x2F?ec=302&startURL={{entry|url|js}}');
} else {
window.location.href ='{{origin|js}}\x2F?ec=302&startURL={{entry|url|js}}';
}
}
redirectOnLoad();
</script>
</head></html>
)html"},
    {.name = "user-name", .body = R"html({{screen:head}}
<div id="error" class="loginError" style="display:none"></div>
<form action="{{origin}}/" method="post" id="login_form" name="login" onsubmit="handleLogin();" novalidate="novalidate">
{{screen:hidden}}
<input class="input" type="email" value="" name="username" id="username" autocomplete="username">
<input class="button" type="submit" id="Login" name="Login" value="Next">
</form>{{screen:tail}})html"},
    {.name = "password", .body = R"html({{screen:head}}
<div id="error" class="loginError" style="display:none"></div>
<form action="{{origin}}/" method="post" id="login_form" name="login" onsubmit="handleLogin();" novalidate="novalidate">
{{screen:hidden}}
<input type="email" value="{{username}}" name="username" id="username" autocomplete="username">
<input type="password" id="password" name="pw" autocomplete="off">
<input class="button" type="submit" id="Login" name="Login" value="Log In">
</form>{{screen:tail}})html"},
    {.name = "refused", .body = R"html({{screen:head}}
<div id="error" class="loginError">Please check your username and password. If you still can't log in, contact your Salesforce administrator.</div>
<form action="{{origin}}/" method="post" id="login_form" name="login" onsubmit="handleLogin();" novalidate="novalidate">
{{screen:hidden}}
<input type="email" value="{{username}}" name="username" id="username">
<input type="password" id="password" name="pw" autocomplete="off">
<input class="button" type="submit" id="Login" name="Login" value="Log In">
</form>{{screen:tail}})html"},
    {.name = "code", .body = R"html({{screen:head}}
<h2 id="header">Verify Your Identity</h2>{{screen:code-form}}{{screen:tail}})html"},
    {.name = "wrong-code", .body = R"html({{screen:head}}
<h2 id="header">Verify Your Identity</h2>
<div id="error" class="errorMsg">The verification code is invalid. Try again.</div>
{{screen:code-form}}{{screen:tail}})html"},
    {.name = "code-by-mail", .body = R"html({{screen:head}}
<h2 id="header">Verify Your Identity</h2>
<form action="/_ui/identity/verification/method/EmailVerificationFinishUi/e" id="editPage" method="POST" name="editPage">
<input type="hidden" name="_CONFIRMATIONTOKEN" value="{{token:confirmation}}">
<input type="hidden" name="vcsrf" value="{{token:vcsrf}}"><input type="hidden" name="vflid" value="{{token:vflid}}">
<input autocomplete="off" id="emc" maxlength="6" name="emc" size="20" type="text">
<input class="btn" id="save" name="save" title="Verify" type="submit" value="Verify">
</form>{{screen:tail}})html"},
    {.name = "to-front-door", .body = R"html(<!DOCTYPE html>
<html><head>
<script>
function redirectOnLoad() {
if (window.location.replace){
window.location.replace('{{origin|js}}\x2Fsecur\x2Ffrontdoor.jsp?sid={{token:sid|js}}&retURL={{entry|url|js}}');
}
}
redirectOnLoad();
</script>
</head></html>
)html"},
    {.name = "front-door",
     .status = 302,
     .headers = "Location: {{entry}}\n"
                "Set-Cookie: sid={{kept:sid}}; Path=/; Secure; HttpOnly; SameSite=None"},
    {.name = "saml-response",
     .body =
         R"html(<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">
<html><head><title>SAML</title></head><body>
<form name="appForm" action="{{acs}}" method="POST">
<input type="hidden" name="RelayState" value="{{relay_state}}">
<input type="hidden" name="SAMLResponse" value="{{saml_response}}">
<noscript><input type="submit" value="Continue"></noscript>
</form>
<script>document.appForm.submit();</script>
</body></html>
)html"},
    {.name = "to-new-password",
     .status = 302,
     .headers = "Location: {{origin}}/_ui/system/security/ChangePassword"},
    {.name = "new-password", .body = R"html({{screen:head}}
<h2 id="header">Change Your Password</h2>
<form action="/_ui/system/security/ChangePassword" method="post" id="editPage" name="editPage">
<input type="password" name="currentpassword" id="currentpassword"><input type="password" name="newpassword" id="newpassword">
<input type="password" name="confirmpassword" id="confirmpassword"></form>{{screen:tail}})html"},
    {.name = "to-enrolment",
     .status = 302,
     .headers = "Location: {{origin}}/_ui/identity/totp/TotpRegistrationUi/e"},
    {.name = "enrolment", .body = R"html({{screen:head}}
<h2 id="header">Connect an Authenticator App</h2>
<form action="/_ui/identity/totp/TotpRegistrationUi/e" id="editPage" method="POST" name="editPage">
<input type="hidden" name="vcsrf" value="{{token:vcsrf}}"><input id="tc" name="tc" type="text">
<input class="btn" name="save" type="submit" value="Connect"></form>{{screen:tail}})html"},
    {.name = "only-others", .body = R"html({{screen:head}}
<div id="idp_section_buttons"><button type="button" class="button mb24 secondary wide" onclick="SFDCSessionVars.useIdp('x','/saml/authn-request.jsp?saml_request_id=_2CAAA');"><span>Log In with Acme</span></button></div>
{{screen:tail}})html"},
    {.name = "push", .body = R"html({{screen:head}}
<form action="/_ui/identity/verification/method/ToopherVerificationUi/e" id="editPage" method="POST" name="editPage">
<input type="hidden" name="vflid" value="{{token:vflid}}"><p>Approve the notification.</p>
<a href="/_ui/identity/verification/method/VerificationMethods/e?vcsrf={{token:vcsrf}}">Use a Different Verification Method</a>
</form>{{screen:tail}})html"},
    {.name = "methods", .body = R"html({{screen:head}}
<h2 id="header">Choose a Verification Method</h2>
<a href="/_ui/identity/verification/method/EmailVerificationFinishUi/e">E-mail</a>{{screen:tail}})html"},
    {.name = "push-or-code", .body = "{{screen:push}}"},
    {.name = "methods-with-codes", .body = R"html({{screen:head}}
<h2 id="header">Choose a Verification Method</h2>
<a href="/_ui/identity/verification/method/EmailVerificationFinishUi/e">E-mail</a>
<a href="/_ui/identity/verification/method/TotpVerificationUi/e?vcsrf={{token:vcsrf}}">Authenticator app</a>{{screen:tail}})html"},
    {.name = "to-no-access",
     .status = 302,
     .headers = "Location: {{origin}}/_nc_external/identity/saml/SamlError"},
    {.name = "no-access", .status = 403, .body = R"html({{screen:head}}
<div id="insufficientPrivileges"><h1>Insufficient Privileges</h1>
<p>You do not have the level of access necessary to perform the operation you requested.</p></div>{{screen:tail}})html"},
    {.name = "script-login", .body = R"html(<!DOCTYPE html>
<html><head><title>Login</title><script>var auraConfig = {"context":{"fwuid":"f"}};</script>
<script src="/s/sfsites/auraFW/javascript/f/aura_prod.js"></script></head>
<body><div id="auraLoadingBox"></div></body></html>
)html"},
};

constexpr Detour kDetours[] = {
    {"salesforce-refused", "another password, or a locked or frozen user", CredentialsRejected,
     "code", "refused"},
    {"salesforce-code-by-mail", "the identity is verified by mail", MfaRequired, "code",
     "code-by-mail"},
    {"salesforce-no-codes", "of the other methods, none is an authenticator", MfaRequired, "code",
     "push"},
    {"salesforce-wrong-code", "another secret for codes", MfaRejected, "to-front-door",
     "wrong-code"},
    {"salesforce-enrolment", "the user must connect an authenticator", MfaEnrolmentRequired, "code",
     "to-enrolment"},
    {"salesforce-new-password", "the user must choose a password", PasswordExpired, "to-front-door",
     "to-new-password"},
    {"salesforce-other-provider", "My Domain offers other providers only", PageNotRecognised,
     "user-name", "only-others"},
    {"salesforce-no-access", "the user lacks the connected app", UserNotAssigned, "saml-response",
     "to-no-access"},
    {"salesforce-script", "a login page of Experience Cloud by script", NeedsBrowser, "user-name",
     "script-login"},
};

}  // namespace

constinit const LookAlike kSalesforce = {.name = "salesforce",
                                         .adapter = "salesforce",
                                         .sso_path = kSso,
                                         .issuer = "{{origin}}",
                                         .cookie = "BrowserId",
                                         .needs = "code",
                                         .endpoints = kEndpoints,
                                         .screens = kScreens,
                                         .detours = kDetours};

}  // namespace flexverify::lab
