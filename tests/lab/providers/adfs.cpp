// A look-alike of AD FS 2019: forms login, a redirect that sets the cookie, the choice of a second
// factor, and a method of another vendor's that takes codes.
#include "tests/lab/look_alike.h"

namespace flexverify::lab {
namespace {

using enum model::Code;
using Is = Field::Is;

constexpr std::string_view kPath = "/adfs/ls/";

constexpr Field kRequest = {"query:client-request-id", Is::Token, "request"};
constexpr Field kSignedIn = {"cookie:MSISAuth", Is::Token, "auth"};

constexpr Field kLogin[] = {kRequest,
                            {"UserName", Is::Username},
                            {"Password", Is::Password},
                            {"AuthMethod", Is::Exactly, "FormsAuthentication"}};
constexpr Field kBack[] = {kRequest, kSignedIn};
constexpr Field kChoice[] = {kRequest,
                             kSignedIn,
                             {"AuthMethod", Is::Exactly, "SecurIDv2Authentication"},
                             {"Context", Is::Token, "choice"},
                             {"Password", Is::Absent}};
constexpr Field kBegin[] = {kRequest,
                            kSignedIn,
                            {"AuthMethod", Is::Exactly, "SecurIDv2Authentication"},
                            {"Context", Is::Token, "context"},
                            {"Passcode", Is::Absent}};
constexpr Field kCode[] = {kRequest,
                           kSignedIn,
                           {"AuthMethod", Is::Exactly, "SecurIDv2Authentication"},
                           {"Context", Is::Token, "context"},
                           {"Passcode", Is::Code}};

constexpr Endpoint kEndpoints[] = {
    {"POST", kPath, "start", kLogin, "signed-in", "login-refused"},
    {"GET", kPath, "signed-in", kBack, "choice"},
    {"POST", kPath, "choice", kChoice, "code-start"},
    {"POST", kPath, "code-start", kBegin, "code"},
    {"POST", kPath, "code", kCode, "saml-response", "code-refused"},
};

constexpr Screen kScreens[] = {
    // Parts.
    {.name = "top", .body = R"(<!DOCTYPE html>
<html lang="en-US">
<head>
<meta http-equiv="X-UA-Compatible" content="IE=10.000"/>
<meta name='mswebdialog-title' content='Connecting to Acme'/>
<title>Sign In</title>
<link rel="stylesheet" type="text/css" href="/adfs/portal/css/style.css" />
</head>
<body dir="ltr" class="body">
<div id="noScript" style="position:static; width:100%; height:100%; z-index:100">
<h1>JavaScript required</h1>
<p>JavaScript is required. This web browser does not support JavaScript or JavaScript in this web browser is not enabled.</p>
</div>
<script type="text/javascript" language="JavaScript">document.getElementById("noScript").style.display = "none";</script>
<div id="fullPage"><div id="contentWrapper" class="float"><div id="content"><div id="header">Acme</div>
<div id="workArea">
)"},
    {.name = "bottom", .body = R"(
</div></div>
<div id="footer"><span id="copyright">&#169; 2018 Microsoft</span></div>
</div></div>
<script type="text/javascript">
function LoginErrors(){this.userNameFormatError = 'Enter your user ID in the format \u0026quot;user@domain\u0026quot;.';}
</script>
</body>
</html>
)"},
    {.name = "action", .body = "{{entry}}&amp;client-request-id={{token:request|url}}"},
    {.name = "same-action", .body = "{{entry}}&amp;client-request-id={{kept:request|url}}"},
    // The text of #errorText goes between these two.
    {.name = "login-before", .body = R"(<div id="authArea" class="groupMargin">
<div id="loginArea">
<div id="loginMessage" class="groupMargin">Sign in</div>
<form method="post" id="loginForm" autocomplete="off" novalidate="novalidate" onKeyPress="if (event && event.keyCode == 13) Login.submitLoginRequest();" action="{{screen:action}}">
<div id="error" class="fieldMargin error smallText"><span id="errorText" for="" aria-live="assertive" role="alert">)"},
    {.name = "login-after", .body = R"(</span></div>
<div id="formsAuthenticationArea">
<input id="userNameInput" name="UserName" type="email" value="" tabindex="1" class="text fullWidth" spellcheck="false" placeholder="someone@example.com" autocomplete="off"/>
<input id="passwordInput" name="Password" type="password" tabindex="2" class="text fullWidth" placeholder="Password" autocomplete="off"/>
<div id="kmsiArea" style="display:none"><input type="checkbox" name="Kmsi" id="kmsiInput" value="true" tabindex="3" /></div>
<span id="submitButton" class="submit" tabindex="4" role="button" onclick="return Login.submitLoginRequest();">Sign in</span>
</div>
<input id="optionForms" type="hidden" name="AuthMethod" value="FormsAuthentication"/>
</form>
</div>
<div id="authOptions"><form id="options" method="post" action="{{screen:same-action}}">
<input id="optionSelection" type="hidden" name="AuthMethod" />
<input id="userNameInputOptionsHolder" name="UserName" value="" type="hidden"/>
<div id='authOptionLinks' class='groupMargin'></div>
</form></div>
</div>)"},
    {.name = "options-before",
     .body = R"(<div id="authOptions"><form id="options" method="post" action="{{screen:action}}">
<script type="text/javascript">function SelectOption(option) { document.getElementById('optionSelection').value = option; document.forms['options'].submit(); return false; }</script>
<input id="optionSelection" type="hidden" name="AuthMethod" />
<input id="context" type="hidden" name="Context" value="{{token:choice}}"/>
<div class='groupMargin'>For security reasons, we require additional information to verify your account.</div>
<div id="authOptionLinks">)"},
    {.name = "options-after", .body = "</div></form></div>"},
    // A factor's page is this, its method, this, and its own controls.
    {.name = "factor-before",
     .body =
         R"(<div id="authArea" class="groupMargin"><div class='fieldMargin bigText'>Welcome</div>
<div id="loginArea"><form method="post" id="loginForm" autocomplete="off" action="{{screen:action}}">
<input id="context" type="hidden" name="Context" value="{{token:context}}"/>
<input id="authMethod" type="hidden" name="AuthMethod" value=")"},
    {.name = "factor-after", .body = "</form></div></div>"},
    {.name = "error-before",
     .body =
         R"(<div id="errorArea"><div id="openingMessage" class="groupMargin bigText">An error occurred</div>
<div id="errorMessage" class="groupMargin">An error occurred. Contact your administrator for more information.</div>
<div id="errorDetails" class="groupMargin"><ul class="indent">)"},
    {.name = "error-after",
     .body = R"(<li id="activityId">Activity ID: 00000000-0000-0000-4b00-0080020000f6</li>
<li id="timestamp">Error time: Wed, 25 Nov 2026 09:00:00 GMT</li></ul></div></div>)"},

    // The usual way.
    {.name = "start",
     .body = "{{screen:top}}{{screen:login-before}}{{screen:login-after}}{{screen:bottom}}"},
    {.name = "signed-in",
     .status = 302,
     .headers = "Location: {{entry}}&client-request-id={{kept:request}}\n"
                "Set-Cookie: MSISAuth={{token:auth}}; Path=/adfs; Secure; HttpOnly; SameSite=None"},
    {.name = "choice", .body = R"html({{screen:top}}{{screen:options-before}}
<a id="CertificateAuthentication" href="#" onclick="SelectOption('CertificateAuthentication'); return false;">Sign in using an X.509 certificate</a>
<a id="AzureMfaAuthentication" href="#" onclick="SelectOption('AzureMfaAuthentication'); return false;">Azure multi-factor authentication</a>
<a id="SecurIDv2Authentication" href="#" onclick="SelectOption('SecurIDv2Authentication'); return false;">RSA SecurID</a>
{{screen:options-after}}{{screen:bottom}})html"},
    {.name = "code-start",
     .body = R"({{screen:top}}{{screen:factor-before}}SecurIDv2Authentication"/>
<label id="errorText"></label><p id="instructions">Continue to enter your passcode.</p>
<input id="submitButton" type="submit" name="Submit" value="Continue" />
{{screen:factor-after}}{{screen:bottom}})"},
    {.name = "code", .body = R"({{screen:top}}{{screen:factor-before}}SecurIDv2Authentication"/>
<div class="fieldMargin error smallText"><label id="errorText" for=""></label></div>
<input id="passcodeInput" name="Passcode" type="password" value="" class="text fullWidth" placeholder="Passcode" tabindex="1" autocomplete="off"/>
<input id="submitButton" type="submit" name="Submit" tabindex="2" value="Submit" />
{{screen:factor-after}}{{screen:bottom}})"},
    {.name = "saml-response", .body = "{{post}}"},

    // Failures before the password.
    {.name = "home-realms",
     .body =
         R"html({{screen:top}}<form id="hrd" method="post" autocomplete="off" action="{{screen:action}}">
<div id="bySelection"><div class="groupMargin">Sign in with one of these accounts</div>
<div class="idp" tabindex="1" role="button" onclick="HRD.selection('AD AUTHORITY'); return false;"><span>Active Directory</span></div>
<div class="idp" tabindex="1" role="button" onclick="HRD.selection('urn:partner'); return false;"><span>Partner</span></div>
<input id="hrdSelection" type="hidden" name="HomeRealmSelection" /></div>
</form>{{screen:bottom}})html"},
    {.name = "no-home-realm",
     .body =
         R"({{screen:top}}<form id="hrd" method="post" autocomplete="off" action="{{screen:action}}">
<div class="error"><span id="errorText">No organization was found for this address.</span></div>
<input id="emailInput" type="email" name="Email" value="" />
<input id="hrdSelection" type="hidden" name="HomeRealmSelection" />
</form>{{screen:bottom}})"},
    {.name = "certificate-choice",
     .body =
         R"html({{screen:top}}<div id="authOptions"><form id="options" method="post" action="{{screen:action}}">
<input id="optionSelection" type="hidden" name="AuthMethod" />
<a id="CertificateAuthentication" href="#" onclick="SelectOption('CertificateAuthentication'); return false;">Sign in using an X.509 certificate</a>
</form></div>{{screen:bottom}})html"},
    {.name = "windows-login",
     .status = 401,
     .headers = "WWW-Authenticate: Negotiate\nWWW-Authenticate: NTLM",
     .body = "<html><body><h2>401 - Unauthorized</h2></body></html>"},
    {.name = "proxy-down",
     .status = 503,
     .body = "<html><body><h2>Service Unavailable</h2></body></html>"},
    {.name = "unknown-trust",
     .body =
         R"({{screen:top}}{{screen:error-before}}<li id="exceptionMessage">MSIS7007: The requested relying party trust is unspecified or unsupported.</li>{{screen:error-after}}{{screen:bottom}})"},
    {.name = "unknown-acs",
     .body =
         R"({{screen:top}}{{screen:error-before}}<li id="exceptionMessage">MSIS3200: No AssertionConsumerService is configured on the relying party trust that matches.</li>{{screen:error-after}}{{screen:bottom}})"},

    // After the password.
    {.name = "login-refused",
     .body = "{{screen:top}}{{screen:login-before}}Incorrect user ID or password. Type the correct "
             "user ID and password, and try again.{{screen:login-after}}{{screen:bottom}}"},
    {.name = "login-expired",
     .body =
         R"({{screen:top}}{{screen:login-before}}Your password has expired. <a href="/adfs/portal/updatepassword?username={{username|url}}">Update it</a>{{screen:login-after}}{{screen:bottom}})"},
    {.name = "to-update-password",
     .body =
         R"({{screen:top}}<form method="post" id="updatePasswordForm" action="/adfs/portal/updatepassword/?client-request-id={{token:request|url}}">
<span id="errorText">You must update your password because your password has expired.</span>
<input id="userNameInput" name="UserName" type="email" value="{{username}}" />
<input id="oldPasswordInput" name="OldPassword" type="password" />
<input id="newPasswordInput" name="NewPassword" type="password" />
<input id="confirmNewPasswordInput" name="ConfirmNewPassword" type="password" />
<input id="submitButton" type="submit" name="Submit" value="Submit" />
</form>{{screen:bottom}})"},
    {.name = "choice-without-codes", .body = R"html({{screen:top}}{{screen:options-before}}
<a id="CertificateAuthentication" href="#" onclick="SelectOption('CertificateAuthentication'); return false;">Sign in using an X.509 certificate</a>
{{screen:options-after}}{{screen:bottom}})html"},
    {.name = "push", .body = R"({{screen:top}}{{screen:factor-before}}AzureMfaAuthentication"/>
<label id="errorText"></label><p id="instructions">Open your Authenticator app, and enter the number shown to sign in.</p>
<p id="validEntropyNumber">42</p>
{{screen:factor-after}}{{screen:bottom}})"},
    {.name = "certificate",
     .body = R"({{screen:top}}{{screen:factor-before}}CertificateAuthentication"/>
<p>Select a certificate that you want to use for authentication.</p>
{{screen:factor-after}}{{screen:bottom}})"},
    {.name = "duo", .body = R"({{screen:top}}{{screen:factor-before}}DuoAdfsAdapter"/>
<iframe id="duo_iframe" width="100%" height="500" frameborder="0"></iframe>
{{screen:factor-after}}{{screen:bottom}})"},
    {.name = "other-factor", .body = R"({{screen:top}}{{screen:factor-before}}AcmeKeyAdapter"/>
<button type="button" id="touch">Touch your key</button>
{{screen:factor-after}}{{screen:bottom}})"},
    {.name = "code-refused",
     .body = R"({{screen:top}}{{screen:factor-before}}SecurIDv2Authentication"/>
<div class="fieldMargin error smallText"><label id="errorText" for="passcodeInput">The passcode is not valid.</label></div>
<input id="passcodeInput" name="Passcode" type="password" value="" class="text fullWidth" tabindex="1" autocomplete="off"/>
<input id="submitButton" type="submit" name="Submit" tabindex="2" value="Submit" />
{{screen:factor-after}}{{screen:bottom}})"},
    {.name = "next-code",
     .body = R"({{screen:top}}{{screen:factor-before}}SecurIDv2Authentication"/>
<div class="fieldMargin error smallText"><label id="errorText"></label></div>
<p>Wait for the next code, then enter it.</p>
<input id="nextCodeInput" name="NextCode" type="password" value="" class="text fullWidth" tabindex="1" autocomplete="off"/>
<input id="submitButton" type="submit" name="Submit" tabindex="2" value="Submit" />
{{screen:factor-after}}{{screen:bottom}})"},

    // After the second factor.
    {.name = "not-permitted",
     .body =
         R"({{screen:top}}{{screen:error-before}}<li id="exceptionMessage">MSIS5007: The caller authorization failed for the relying party trust.</li>{{screen:error-after}}{{screen:bottom}})"},
    {.name = "error",
     .body = "{{screen:top}}{{screen:error-before}}{{screen:error-after}}{{screen:bottom}}"},
    {.name = "loop",
     .body =
         R"({{screen:top}}{{screen:error-before}}<li id="exceptionMessage">MSIS7042: The same client browser session has made '6' requests in the last '2' seconds.</li>{{screen:error-after}}{{screen:bottom}})"},
};

constexpr Detour kDetours[] = {
    {"adfs-home-realms", "the user would have to choose a claims provider", PageNotRecognised,
     "start", "home-realms"},
    {"adfs-no-home-realm", "no claims provider knows the user name", UnknownUser, "start",
     "no-home-realm"},
    {"adfs-certificate-sign-in", "nothing but a certificate will do", NeedsBrowser, "start",
     "certificate-choice"},
    {"adfs-windows-login", "Windows integrated login only", NeedsBrowser, "start", "windows-login"},
    {"adfs-proxy-down", "the proxy has lost its trust", ServerError, "start", "proxy-down"},
    {"adfs-unknown-trust", "no relying party trust has the Entity ID", IdpAppNotFound, "start",
     "unknown-trust"},
    {"adfs-unknown-acs", "the trust has another ACS URL", IdpAcsNotRegistered, "start",
     "unknown-acs"},
    {"adfs-wrong-password", "another password", CredentialsRejected, "signed-in", "login-refused"},
    {"adfs-expired", "the password has expired, and the login page says so", PasswordExpired,
     "signed-in", "login-expired"},
    {"adfs-update-password", "the password has expired, and a new one is wanted", PasswordExpired,
     "signed-in", "to-update-password"},
    {"adfs-no-codes", "no second factor that can be used", MfaRequired, "choice",
     "choice-without-codes"},
    {"adfs-push", "the second factor is a phone", MfaRequired, "choice", "push"},
    {"adfs-certificate", "the second factor is a certificate", NeedsBrowser, "choice",
     "certificate"},
    {"adfs-duo", "the second factor is Duo in a frame", NeedsBrowser, "choice", "duo"},
    {"adfs-other-factor", "the second factor is a vendor's that nobody knows", MfaRequired,
     "choice", "other-factor"},
    {"adfs-wrong-code", "another secret for codes", MfaRejected, "saml-response", "code-refused"},
    {"adfs-next-code", "the token has to be synchronised", MfaRejected, "saml-response",
     "next-code"},
    {"adfs-not-permitted", "the access control policy does not permit the user", UserNotAssigned,
     "saml-response", "not-permitted"},
    {"adfs-error", "an error without details", IdpError, "saml-response", "error"},
    {"adfs-loop", "the same browser asked too often", SessionLost, "signed-in", "loop"},
};

}  // namespace

constinit const LookAlike kAdfs = {.name = "adfs",
                                   .adapter = "adfs",
                                   .sso_path = kPath,
                                   .issuer = "http://adfs.acme.example/adfs/services/trust",
                                   .cookie = "MSISContext",
                                   .needs = "code",
                                   .endpoints = kEndpoints,
                                   .screens = kScreens,
                                   .detours = kDetours};

}  // namespace flexverify::lab
