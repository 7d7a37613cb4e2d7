// A look-alike of PingFederate with PingID behind it: the form's template, then a device, then a
// code; the two talk by forms that send themselves.
#include "tests/lab/look_alike.h"

namespace flexverify::lab {
namespace {

using enum model::Code;
using Is = Field::Is;

constexpr std::string_view kResume = "/idp/f3Gh7/resumeSAML20/idp/SSO.ping";

constexpr Field kCsrf = {"csrfToken", Is::Token, "csrf"};
constexpr Field kCsrfCookie = {"cookie:.csrf", Is::Token, "csrf"};

// The page's script sets pf.ok to "clicked"; saml2aws and its users get on with the empty one.
constexpr Field kLogin[] = {{"pf.username", Is::Username},
                            {"pf.pass", Is::Password},
                            {"pf.ok", Is::Present},
                            {"pf.cancel", Is::Exactly, ""},
                            {"pf.adapterId", Is::Exactly, "HTMLFormAdapter"},
                            {"cookie:PF.PERSISTENT", Is::Token, "persistent"}};
constexpr Field kToPingId[] = {{"ppm_request", Is::Token, "ppm_request"},
                               {"idp_account_id", Is::Exactly, "acme"}};
constexpr Field kProbe[] = {
    kCsrf, kCsrfCookie, {"isWebAuthnSupportedByBrowser", Is::Exactly, "false"}};
// As in the recorded page "Change Authenticating Device", the device that is chosen already may be
// a phone; only the other one gives codes.
constexpr Field kDevice[] = {kCsrf, kCsrfCookie, {"deviceId", Is::Token, "device"}};
constexpr Field kCode[] = {kCsrf, kCsrfCookie, {"otp", Is::Code}};
constexpr Field kFromPingId[] = {{"ppm_response", Is::Token, "ppm_response"}};
constexpr Field kContinue[] = {{"pf.cancel", Is::Exactly, "clicked"},
                               {"pf.pcvId", Is::Exactly, "LDAP"},
                               {"pf.adapterId", Is::Exactly, "HTMLFormAdapter"}};

constexpr Endpoint kEndpoints[] = {
    {"POST", kResume, "start", kLogin, "to-ping-id", "wrong-password"},
    {"POST", kResume, "expiring", kContinue, "to-ping-id"},
    {"POST", "/pingid/ppm/auth", "to-ping-id", kToPingId, "probe"},
    {"POST", "/pingid/ppm/auth/probe", "probe", kProbe, "device"},
    {"POST", "/pingid/ppm/devices", "device", kDevice, "code"},
    {"POST", "/pingid/ppm/auth/otp", "code", kCode, "from-ping-id", "wrong-code"},
    {"POST", kResume, "from-ping-id", kFromPingId, "saml-response"},
};

constexpr Screen kScreens[] = {
    // Parts of others.
    {.name = "head", .body = R"html(<!DOCTYPE html>
<html lang="en" dir="ltr">
<head>
<title>Sign On</title>
<base href="{{origin}}/"/>
<meta name="viewport" content="width=device-width, initial-scale=1.0"/>
<link rel="stylesheet" type="text/css" href="assets/css/main.css"/>
</head>
<body onload="setFocus()">
<div class="ping-container ping-signin">
<div class="ping-header"><span class="company-logo"><!-- client company logo here --></span>Sign On</div>
)html"},
    {.name = "tail", .body = R"html(
<div class="ping-footer-container"><div class="ping-footer"><div class="ping-copyright"></div></div></div>
</div>
</body>
</html>
)html"},
    {.name = "login-form",
     .body =
         R"html(<form method="POST" action="/idp/f3Gh7/resumeSAML20/idp/SSO.ping" autocomplete="off">
<div class="ping-input-container"><label for="username">USERNAME</label>
<input id="username" type="text" size="36" name="pf.username" value="" autocorrect="off" autocapitalize="off" onKeyPress="return postOnReturn(event)" /></div>
<div class="ping-input-container password-container"><label for="password">PASSWORD</label>
<input id="password" type="password" size="36" name="pf.pass" onKeyPress="return postOnReturn(event)" /></div>
<div class="ping-buttons">
<input type="hidden" name="pf.ok" value="" />
<input type="hidden" name="pf.cancel" value="" />
<input type="hidden" name="pf.adapterId" id="pf.adapterId" value="HTMLFormAdapter" />
<a onclick="postOk();" class="ping-button normal allow" id="signOnButton" title="Sign On">Sign On</a>
</div>
<input type="hidden" name="pf.passwordreset" value="" />
<input type="hidden" name="pf.usernamerecovery" value="" />
</form>)html"},
    {.name = "ping-id-head", .body = R"html(<!DOCTYPE html>
<html>
<head><title></title>
<link rel="stylesheet" href="/pingid/assets/css/main.css" media="screen" charset="utf-8">
<script type="text/javascript" src="/pingid/assets/js/jquery.js"></script>
</head>
<body>
<div class="dialog"><div class="window">)html"},
    {.name = "code-form",
     .body = R"html(<form id="otp-form" action="{{origin}}/pingid/ppm/auth/otp" method="post">
<input id="otp" name="otp" type="text" class="passcode-input" value="" maxlength="6" autocomplete="off" />
<input type="hidden" name="csrfToken" id="csrfToken" value="{{kept:csrf}}" encode="false" />
<div class="buttons"><a class="button" href="/pingid/ppm/devices">Change Device</a>
<input type="submit" value="Sign On" class="primary" disabled></div>
</form>)html"},
    // Whole ones.
    {.name = "start",
     .headers = "Set-Cookie: PF.PERSISTENT={{token:persistent}}; Path=/; Secure; HttpOnly; "
                "SameSite=None",
     .body = R"html(<!-- template name: html.form.login.template.html -->
{{screen:head}}{{screen:login-form}}{{screen:tail}})html"},
    {.name = "wrong-password", .body = R"html(<!-- template name: html.form.login.template.html -->
{{screen:head}}<div class="ping-messages"><div class="ping-error">We didn't recognize the username or password you entered. Please try again.</div></div>
{{screen:login-form}}{{screen:tail}})html"},
    {.name = "new-password",
     .body = R"html(<!-- template name: html.form.change.password.template.html -->
{{screen:head}}<div class="ping-messages"><div class="ping-error">Your password has expired. You must change it.</div></div>
<form method="POST" action="/idp/f3Gh7/resumeSAML20/idp/SSO.ping" autocomplete="off">
<input type="hidden" name="pf.username" value="{{username}}" />
<input id="password" type="password" name="pf.pass" />
<input id="newpass1" type="password" name="pf.newPass1" />
<input id="newpass2" type="password" name="pf.newPass2" />
</form>{{screen:tail}})html"},
    {.name = "expiring",
     .body = R"html(<!-- template name: html.form.password.expiring.notification.template.html -->
{{screen:head}}<div class="ping-messages">Your password is about to expire.</div>
<form method="POST" action="/idp/f3Gh7/resumeSAML20/idp/SSO.ping" autocomplete="off">
<input type="hidden" name="pf.passwordExpiring" value="true" />
<input type="hidden" name="pf.ok" value="" />
<input type="hidden" name="pf.cancel" value="" />
<input type="hidden" name="pf.pcvId" value="LDAP" />
<input type="hidden" name="pf.adapterId" value="HTMLFormAdapter" />
<a onclick="postCancel();" class="ping-button normal">Continue</a>
</form>{{screen:tail}})html"},
    {.name = "to-ping-id", .body = R"html(<!-- template name: form.autopost.template.html -->
<html><head><title>Submit Form</title></head>
<body onload="javascript:document.forms[0].submit()">
<noscript><p>Script is disabled in your browser.</p></noscript>
<form method="post" action="{{origin}}/pingid/ppm/auth">
<input type="hidden" name="idp_account_id" value="acme"/>
<input type="hidden" name="ppm_request" value="{{token:ppm_request}}"/>
<noscript><input type="submit" value="Resume"/></noscript>
</form>
</body></html>)html"},
    {.name = "probe",
     .headers = "Set-Cookie: .csrf={{kept:csrf}}; Path=/pingid; Secure; SameSite=None",
     .body = R"html({{screen:ping-id-head}}
<form id="webauthn-form" action="{{origin}}/pingid/ppm/auth/probe" method="post">
<input type="hidden" name="csrfToken" value="{{token:csrf}}" />
<input type="hidden" name="isWebAuthnSupportedByBrowser" id="isWebAuthnSupportedByBrowser" value="" />
</form></div></div></body></html>)html"},
    {.name = "device", .body = R"html({{screen:ping-id-head}}
<ul class="device-list"><li class="device mobile-phone selected" data-id="1"><a href="#"><div class="device-name">Phone</div></a></li><li class="device" data-id="{{token:device}}"><a href="#"><div class="device-name">Authenticator app</div></a></li></ul>
<form id="device-form" name="device-form" action="/pingid/ppm/devices" method="post">
<input type="hidden" name="csrfToken" id="csrfToken" value="{{kept:csrf}}" encode="false"/>
<input type="hidden" name="deviceId" id="deviceId" value="1" encode="false"/>
<input type="Submit" value="Sign On" class="primary"/>
</form></div></div></body></html>)html"},
    {.name = "code",
     .body = "{{screen:ping-id-head}}{{screen:code-form}}</div></div></body></html>"},
    {.name = "wrong-code", .body = R"html({{screen:ping-id-head}}
<div class="error-message">Invalid passcode</div>{{screen:code-form}}</div></div></body></html>)html"},
    {.name = "swipe", .body = R"html({{screen:ping-id-head}}
<div class="text device">Authenticating on <div class="device-name">Phone</div></div>
<form method="POST" action="{{origin}}/pingid/ppm/auth/status" id="form1">
<input type="hidden" name="csrfToken" id="csrfToken" value="{{kept:csrf}}" encode="false" />
<noscript><input type="submit" value="Resume"/></noscript>
</form>
<form method="GET" action="{{origin}}/pingid/ppm/auth/response" id="reponseView">
<input type="hidden" name="csrfToken" id="csrfToken" value="{{kept:csrf}}" encode="false" />
<input type="hidden" name="status" id="status" encode="false" />
</form></div></div></body></html>)html"},
    {.name = "key",
     .body = R"html(<!-- template name: pingone-mfa-assertion-required.template.html -->
{{screen:head}}<p>Use your security key</p>{{screen:tail}})html"},
    {.name = "enrolment", .body = R"html(<!-- template name: pingone-mfa-setup.template.html -->
{{screen:head}}<p>Add a device</p>{{screen:tail}})html"},
    {.name = "from-ping-id", .body = R"html(<html><head><title>Submit Form</title></head>
<body onload="javascript:document.forms[0].submit()">
<form id="form1" method="post" action="{{origin}}/idp/f3Gh7/resumeSAML20/idp/SSO.ping">
<input type="hidden" name="ppm_response" value="{{token:ppm_response}}"/>
<noscript><input type="submit" value="Resume"/></noscript>
</form>
</body></html>)html"},
    {.name = "saml-response", .body = R"html(<!-- template name: form.autopost.template.html -->
<html><head><title>Submit Form</title></head>
<body onload="javascript:document.forms[0].submit()">
<noscript><p>Script is disabled in your browser.</p></noscript>
<form method="post" action="{{acs}}">
<input type="hidden" name="SAMLResponse" value="{{saml_response}}"/>
<input type="hidden" name="RelayState" value="{{relay_state}}"/>
<noscript><input type="submit" value="Resume"/></noscript>
</form>
</body></html>)html"},
    {.name = "consent", .body = R"html(<!-- template name: consent-form-template.html -->
{{screen:head}}<form method="POST" action="/idp/f3Gh7/resumeSAML20/idp/SSO.ping">
<input type="hidden" name="pf.consent" value="" /><input type="submit" value="Allow" />
</form>{{screen:tail}})html"},
    {.name = "error", .body = R"html(<!-- template name: idp.sso.error.page.template.html -->
{{screen:head}}<div class="ping-messages"><div class="ping-error">Sign On Error</div></div>
<p>Partner: Flex. Target Application: Flex. Please contact your system administrator. Reference #fl3x</p>{{screen:tail}})html"},
    {.name = "expired",
     .status = 400,
     .body = R"html(<!-- template name: state.not.found.error.page.template.html -->
{{screen:head}}<div class="ping-messages"><div class="ping-error">Page Expired</div></div>
<p>Unknown or expired session.</p>{{screen:tail}})html"},
};

constexpr Detour kDetours[] = {
    {"pingfederate-wrong-password", "another password", CredentialsRejected, "to-ping-id",
     "wrong-password"},
    {"pingfederate-new-password", "the user must choose a password", PasswordExpired, "to-ping-id",
     "new-password"},
    {"pingfederate-password-expiring", "the password will be too old soon", PasswordExpiring,
     "to-ping-id", "expiring"},
    {"pingfederate-expired", "the login's state is lost", SessionLost, "to-ping-id", "expired"},
    {"pingfederate-swipe-only", "only an approval on the phone will do", MfaRequired, "code",
     "swipe"},
    {"pingfederate-key", "only a security key will do", NeedsBrowser, "code", "key"},
    {"pingfederate-enrolment", "the user has no device yet", MfaEnrolmentRequired, "to-ping-id",
     "enrolment"},
    {"pingfederate-wrong-code", "another secret for codes", MfaRejected, "from-ping-id",
     "wrong-code"},
    {"pingfederate-consent", "the user must agree", ConsentRequired, "saml-response", "consent"},
    {"pingfederate-error", "the user or the partner is not permitted", IdpError, "saml-response",
     "error"},
};

}  // namespace

constinit const LookAlike kPingFederate = {.name = "pingfederate",
                                           .adapter = "pingfederate",
                                           .sso_path = "/idp/SSO.saml2",
                                           .issuer = "urn:acme:pingfederate",
                                           .cookie = "PF",
                                           .needs = "code",
                                           .endpoints = kEndpoints,
                                           .screens = kScreens,
                                           .detours = kDetours};

}  // namespace flexverify::lab
