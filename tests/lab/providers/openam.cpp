// A look-alike of OpenAM with the classic UI: each question stands in a form of its own, a script
// copies what was typed into the form "Login", and the login goes back to where it came from.
#include "tests/lab/look_alike.h"

namespace flexverify::lab {
namespace {

using enum model::Code;
using Is = Field::Is;

constexpr std::string_view kSso = "/openam/SSORedirect/metaAlias/idp";
constexpr std::string_view kLoginPath = "/openam/UI/Login";

constexpr Field kArrive[] = {{"query:forward", Is::Exactly, "true"},
                             {"query:goto", Is::Token, "goto"}};
constexpr Field kCookie = {"query:AMAuthCookie", Is::Token, "cookie"};
constexpr Field kParameters = {"SunQueryParamsString", Is::Token, "parameters"};
constexpr Field kEncoded = {"encoded", Is::Exactly, "true"};
constexpr Field kCharset = {"gx_charset", Is::Exactly, "UTF-8"};
constexpr Field kGoto = {"goto", Is::Token, "goto"};
constexpr Field kSignIn[] = {kCookie,
                             kParameters,
                             kEncoded,
                             kCharset,
                             kGoto,
                             {"IDToken1", Is::Username},
                             {"IDToken2", Is::Password},
                             {"IDButton", Is::Exactly, "Log In"}};
constexpr Field kCode[] = {kCookie,
                           kParameters,
                           kEncoded,
                           kCharset,
                           kGoto,
                           {"IDToken1", Is::Code},
                           {"IDButton", Is::Exactly, "Submit OTP Code"}};
constexpr Field kReturn[] = {{"query:ReqID", Is::Token, "request"}};

constexpr Endpoint kEndpoints[] = {
    {"GET", kLoginPath, "start", kArrive, "login"},
    {"POST", kLoginPath, "login", kSignIn, "code", "wrong-password"},
    {"POST", kLoginPath, "code", kCode, "signed-in", "wrong-code"},
    {"GET", kSso, "signed-in", kReturn, "saml-response"},
    {"GET", "/openam/XUI/", "xui-redirect", {}, "xui"},
};

constexpr Screen kScreens[] = {
    // Parts of others.
    {.name = "head", .body = R"(<!DOCTYPE html>
<html lang="en">
<head>
<title>OpenAM (Login)</title>
<script type="text/javascript">
  var elmCount = 0;
  function LoginSubmit(value) {
    copyTyped();
    document.forms['Login'].elements['IDButton'].value = value;
    document.forms['Login'].submit();
  }
</script>
</head>
<body>
)"},
    {.name = "sent-form",
     .body =
         R"(<form name="Login" action="/openam/UI/Login?AMAuthCookie={{token:cookie}}" method="post">
<script type="text/javascript">
  for (var i = 0; i < elmCount; i++) document.write("<input name=\"IDToken" + i + "\" type=\"hidden\">");
  document.write("<input name=\"IDButton\" type=\"hidden\">");
</script>
<input type="hidden" name="goto" value="{{kept:goto}}">
<input type="hidden" name="SunQueryParamsString" value="{{token:parameters}}">
<input type="hidden" name="encoded" value="true">
<input type="hidden" name="gx_charset" value="UTF-8">
</form>
</body>
</html>
)"},
    {.name = "questions",
     .body = R"html(<form name="frm1" action="blank" onsubmit="return false;" method="post">
<label for="IDToken1">User Name:</label><input type="text" name="IDToken1" id="IDToken1" value="" class="TxtFld">
</form>
<form name="frm2" action="blank" onsubmit="return false;" method="post">
<label for="IDToken2">Password:</label><input type="password" name="IDToken2" id="IDToken2" value="" class="TxtFld">
</form>
<a href="javascript:LoginSubmit('Log In')" class="Btn1Def">Log In</a>
)html"},
    {.name = "code-question",
     .body = R"html(<form name="frm1" action="blank" onsubmit="return false;" method="post">
<label for="IDToken1">Enter OTP:</label><input type="password" name="IDToken1" id="IDToken1" value="" class="TxtFld">
</form>
<a href="javascript:LoginSubmit('Submit OTP Code')" class="Btn1Def">Submit OTP Code</a>
)html"},
    // Whole ones.
    {.name = "start",
     .status = 302,
     .headers = "Location: {{origin}}/openam/UI/Login?realm=/&forward=true&goto={{token:goto}}"},
    {.name = "login", .body = "{{screen:head}}{{screen:questions}}{{screen:sent-form}}"},
    {.name = "code", .body = "{{screen:head}}{{screen:code-question}}{{screen:sent-form}}"},
    {.name = "signed-in",
     .status = 302,
     .headers = "Location: {{origin}}/openam/SSORedirect/metaAlias/idp?ReqID={{token:request}}"},
    {.name = "saml-response", .body = "{{post}}"},
    {.name = "wrong-password", .body = R"({{screen:head}}
<h1>Authentication Failed</h1>
<p>Authentication failed.</p><a href="/openam/UI/Login?realm=/">Return to Login page</a></body></html>
)"},
    {.name = "locked", .body = R"({{screen:head}}
<div class="AlrtErrTxt">User Account Locked.</div>
{{screen:questions}}{{screen:sent-form}})"},
    {.name = "inactive", .body = R"({{screen:head}}
<h1>User is inactive</h1>
<p>Contact your system administrator.</p></body></html>
)"},
    {.name = "new-password", .body = R"({{screen:head}}
<form name="frm1" action="blank" method="post"><input type="password" name="IDToken1"></form>
<form name="frm2" action="blank" method="post"><input type="password" name="IDToken2"></form>
<form name="frm3" action="blank" method="post"><input type="password" name="IDToken3"></form>
{{screen:sent-form}})"},
    {.name = "wrong-code", .body = R"({{screen:head}}
<div class="AlrtErrTxt">Authentication failed.</div>
{{screen:code-question}}{{screen:sent-form}})"},
    {.name = "timed-out", .body = R"({{screen:head}}
<h1>Your session has timed out.</h1>
<p>Return to Login page</p></body></html>
)"},
    {.name = "no-sign-on",
     .status = 400,
     .body = "<html><body><h1>HTTP Status 400</h1><p>Unable to do Single Sign On or "
             "Federation.</p></body></html>"},
    {.name = "xui-redirect", .status = 302, .headers = "Location: {{origin}}/openam/XUI/?realm=/"},
    {.name = "xui", .body = R"(<!DOCTYPE html>
<html lang="en">
<head>
<title>OpenAM</title>
<script src="main.js" type="text/javascript"></script>
</head>
<body style="display:none">
<div id="wrapper">Loading...</div>
</body>
</html>
)"},
};

constexpr Detour kDetours[] = {
    {"openam-wrong-password", "another password", CredentialsRejected, "code", "wrong-password"},
    {"openam-locked", "the account is locked", AccountLocked, "code", "locked"},
    {"openam-inactive", "the user is switched off", AccountDisabled, "code", "inactive"},
    {"openam-new-password", "the user must choose a password", PasswordExpired, "code",
     "new-password"},
    {"openam-wrong-code", "another secret for codes", MfaRejected, "signed-in", "wrong-code"},
    {"openam-timed-out", "the login session has ended", SessionLost, "code", "timed-out"},
    {"openam-xui", "the realm shows XUI, a script", NeedsBrowser, "start", "xui-redirect"},
    {"openam-error", "an error of its own", IdpError, "start", "no-sign-on"},
};

}  // namespace

constinit const LookAlike kOpenAm = {.name = "openam",
                                     .adapter = "openam",
                                     .sso_path = kSso,
                                     .issuer = "{{origin}}/openam",
                                     .cookie = "JSESSIONID",
                                     .needs = "code",
                                     .endpoints = kEndpoints,
                                     .screens = kScreens,
                                     .detours = kDetours};

}  // namespace flexverify::lab
