// A look-alike of Keycloak 26 with its own theme. Its flow asks for the user name, for the
// password, then for a passkey, instead of which a code will do.
#include "tests/lab/look_alike.h"

namespace flexverify::lab {
namespace {

using enum model::Code;
using Is = Field::Is;

constexpr std::string_view kAction = "/realms/flex/login-actions/authenticate";
constexpr std::string_view kRequired = "/realms/flex/login-actions/required-action";

// What every form of the flow carries: in its URL, and a cookie.
constexpr Field kSessionCode = {"query:session_code", Is::Token, "session_code"};
constexpr Field kExecution = {"query:execution", Is::Token, "execution"};
constexpr Field kTab = {"query:tab_id", Is::Token, "tab_id"};
constexpr Field kRestart = {"cookie:KC_RESTART", Is::Token, "restart"};
// The button is disabled by the form's onsubmit before the fields are gathered: browsers do not
// send it, others may.
constexpr Field kUserName[] = {
    kSessionCode, kExecution, kTab, kRestart, {"username", Is::Username}, {"password", Is::Absent}};
constexpr Field kPassword[] = {
    kSessionCode, kExecution, kTab, kRestart, {"password", Is::Password}, {"username", Is::Absent}};
constexpr Field kOtherWay[] = {kSessionCode,
                               kExecution,
                               kTab,
                               kRestart,
                               {"tryAnotherWay", Is::Exactly, "on"},
                               {"clientDataJSON", Is::Absent}};
constexpr Field kChoice[] = {
    kSessionCode, kExecution, kTab, kRestart, {"authenticationExecution", Is::Token, "by-code"}};
constexpr Field kCode[] = {
    kSessionCode,     kExecution, kTab, kRestart, {"selectedCredentialId", Is::Token, "device"},
    {"otp", Is::Code}};
// Redirects of Keycloak's own have no session_code.
constexpr Field kRedirected[] = {kTab, kRestart, {"query:session_code", Is::Absent}};

constexpr Endpoint kEndpoints[] = {
    {"POST", kAction, "start", kUserName, "password", "user-name-refused"},
    {"POST", kAction, "password", kPassword, "key", "password-refused"},
    {"POST", kAction, "key", kOtherWay, "choice"},
    {"POST", kAction, "choice", kChoice, "code"},
    {"POST", kAction, "code", kCode, "saml-response", "code-refused"},
    {"GET", kAction, "timeout", kRedirected, "login-anew"},
    {"GET", kRequired, "to-update-password", kRedirected, "update-password"},
    {"GET", kRequired, "to-enrolment", kRedirected, "enrolment"},
    {"GET", kRequired, "to-profile", kRedirected, "profile"},
    {"GET", kRequired, "to-mail", kRedirected, "mail-not-sent"},
    {"GET", kRequired, "to-terms", kRedirected, "terms"},
    {"GET", kRequired, "to-consent", kRedirected, "consent"},
};

constexpr Screen kScreens[] = {
    // Parts of others.
    {.name = "action",
     .body =
         R"(/realms/flex/login-actions/authenticate?session_code={{token:session_code}}&amp;execution={{token:execution}}&amp;client_id=flex&amp;tab_id={{kept:tab_id}})"},
    {.name = "same-action",
     .body =
         R"(/realms/flex/login-actions/authenticate?session_code={{kept:session_code}}&amp;execution={{kept:execution}}&amp;client_id=flex&amp;tab_id={{kept:tab_id}})"},
    {.name = "redirected", .body = R"(client_id=flex&tab_id={{kept:tab_id}})"},
    {.name = "head", .body = R"(<!DOCTYPE html>
<html class="login-pf" lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<title>Sign in to flex</title>
<script type="importmap">{"imports": {"rfc4648": "/resources/k1/common/vendor/rfc4648.js"}}</script>
<script type="module">import { startSessionPolling } from "/resources/k1/login/js/authChecker.js";</script>
</head>
<body id="keycloak-bg" class="">
<header id="kc-header"><div id="kc-header-wrapper">flex</div></header>
<main class="pf-v5-c-login__main">
)"},
    {.name = "tail", .body = R"(
</main>
</body>
</html>
)"},
    {.name = "button",
     .body =
         R"(<button class="pf-v5-c-button pf-m-primary" name="login" id="kc-login" type="submit">
  Sign In
  </button>)"},
    {.name = "other-way",
     .body =
         R"html(<form id="kc-select-try-another-way-form" action="{{screen:same-action}}" method="post" novalidate="novalidate">
<input type="hidden" name="tryAnotherWay" value="on"/>
<a id="try-another-way" href="javascript:document.forms['kc-select-try-another-way-form'].requestSubmit()">Try Another Way</a>
</form>)html"},
    {.name = "attempted",
     .body = R"(<input id="kc-attempted-username" value="{{username}}" readonly>
<button id="reset-login" type="button" onclick="location.href='/realms/flex/login-actions/restart?client_id=flex'">Restart login</button>
<div id="input-error-container-username"></div>)"},
    // Whole ones.
    {.name = "start",
     .headers = "Set-Cookie: KC_RESTART={{token:restart}}; Path=/realms/flex/; Secure; HttpOnly; "
                "SameSite=None",
     .body = R"({{screen:head}}<h1 id="kc-page-title">Sign in to your account</h1>
<form id="kc-form-login" class="pf-v5-c-form" onsubmit="login.disabled = true; return true;" action="{{screen:action}}" method="post">
<input id="username" name="username" value="" type="text" autocomplete="username" aria-invalid=""/>
<div id="input-error-container-username"></div>
{{screen:button}}
</form>
<form id="webauth" action="{{screen:same-action}}" method="post" hidden="hidden">
<input type="hidden" id="clientDataJSON" name="clientDataJSON"/>
<input type="hidden" id="authenticatorData" name="authenticatorData"/>
<input type="hidden" id="signature" name="signature"/>
<input type="hidden" id="credentialId" name="credentialId"/>
<input type="hidden" id="error" name="error"/>
</form>{{screen:tail}})"},
    {.name = "user-name-refused",
     .body =
         R"({{screen:head}}<form id="kc-form-login" class="pf-v5-c-form" onsubmit="login.disabled = true; return true;" action="{{screen:action}}" method="post">
<input id="username" name="username" value="{{username}}" type="text" autocomplete="username" aria-invalid="true"/>
<div id="input-error-container-username"><div class="pf-v5-c-helper-text__item pf-m-error" id="input-error-username"><span class="kc-feedback-text">Invalid username or email.</span></div></div>
{{screen:button}}
</form>{{screen:tail}})"},
    {.name = "user-name-disabled",
     .body =
         R"({{screen:head}}<div class="pf-v5-c-alert pf-m-inline pf-m-danger"><span class="pf-v5-c-alert__title kc-feedback-text">Account is disabled, contact your administrator.</span></div>
<form id="kc-form-login" class="pf-v5-c-form" onsubmit="login.disabled = true; return true;" action="{{screen:action}}" method="post">
<input id="username" name="username" value="{{username}}" type="text" autocomplete="username" aria-invalid=""/>
<div id="input-error-container-username"></div>
{{screen:button}}
</form>{{screen:tail}})"},
    {.name = "password", .body = R"({{screen:head}}<h1 id="kc-page-title">Sign In</h1>
{{screen:attempted}}
<form id="kc-form-login" class="pf-v5-c-form" onsubmit="login.disabled = true; return true;" action="{{screen:action}}" method="post">
<input id="password" name="password" value="" type="password" autocomplete="current-password" aria-invalid=""/>
<button type="button" data-password-toggle id="password-show-password"></button>
<div id="input-error-container-password"></div>
{{screen:button}}
</form>{{screen:tail}})"},
    {.name = "password-refused", .body = R"({{screen:head}}{{screen:attempted}}
<form id="kc-form-login" class="pf-v5-c-form" onsubmit="login.disabled = true; return true;" action="{{screen:action}}" method="post">
<input id="password" name="password" value="" type="password" autocomplete="current-password" aria-invalid="true"/>
<button type="button" data-password-toggle id="password-show-password"></button>
<div id="input-error-container-password"><div class="pf-v5-c-helper-text__item pf-m-error" id="input-error-password"><span class="kc-feedback-text">Invalid password.</span></div></div>
{{screen:button}}
</form>{{screen:tail}})"},
    {.name = "login-locked",
     .body =
         R"({{screen:head}}<form id="kc-form-login" class="pf-v5-c-form" onsubmit="login.disabled = true; return true;" action="{{screen:action}}" method="post">
<input id="username" name="username" value="{{username}}" type="text" autocomplete="username" aria-invalid="true"/>
<div id="input-error-container-username"><div class="pf-v5-c-helper-text__item pf-m-error" id="input-error-username"><span class="kc-feedback-text">Account is temporarily disabled; contact your administrator or retry later.</span></div></div>
<input id="password" name="password" value="" type="password" autocomplete="current-password" aria-invalid=""/>
<button type="button" data-password-toggle id="password-show-password"></button>
<div id="input-error-container-password"></div>
{{screen:button}}
</form>{{screen:tail}})"},
    {.name = "key", .body = R"({{screen:head}}{{screen:attempted}}
<div id="kc-form-webauthn" class="pf-v5-c-form">
<form id="webauth" action="{{screen:action}}" method="post" hidden="hidden">
<input type="hidden" id="clientDataJSON" name="clientDataJSON"/>
<input type="hidden" id="signature" name="signature"/>
</form>
<form id="authn_select" hidden="hidden"><input type="hidden" name="authn_use_chk" value="{{token:key}}"/></form>
<button name="" id="authenticateWebAuthnButton" type="submit" autofocus="autofocus">Sign in with Passkey</button>
</div>
{{screen:other-way}}{{screen:tail}})"},
    {.name = "key-only", .body = R"({{screen:head}}{{screen:attempted}}
<div id="kc-form-webauthn" class="pf-v5-c-form">
<form id="webauth" action="{{screen:action}}" method="post" hidden="hidden">
<input type="hidden" id="clientDataJSON" name="clientDataJSON"/>
<input type="hidden" id="signature" name="signature"/>
</form>
<form id="authn_select" hidden="hidden"><input type="hidden" name="authn_use_chk" value="{{token:key}}"/></form>
<button name="" id="authenticateWebAuthnButton" type="submit" autofocus="autofocus">Sign in with Passkey</button>
</div>{{screen:tail}})"},
    {.name = "choice", .body = R"html({{screen:head}}{{screen:attempted}}
<ul class="pf-v5-c-data-list select-auth-container" role="list">
<li class="pf-v5-c-data-list__item">
<form id="kc-select-credential-form" action="{{screen:action}}" method="post">
<input type="hidden" name="authenticationExecution" value="{{token:by-key}}">
</form>
<div role="button" onclick="document.forms[0].requestSubmit()" tabindex="0"><i class="fa fa-key list-view-pf-icon-lg"></i>
<h2 class="select-auth-box-headline">Passkey</h2><div class="select-auth-box-desc">Use your Passkey to sign in.</div></div>
</li>
<li class="pf-v5-c-data-list__item">
<form id="kc-select-credential-form" action="{{screen:same-action}}" method="post">
<input type="hidden" name="authenticationExecution" value="{{token:by-code}}">
</form>
<div role="button" onclick="document.forms[1].requestSubmit()" tabindex="0"><i class="fa fa-mobile list-view-pf-icon-lg"></i>
<h2 class="select-auth-box-headline">Authenticator Application</h2><div class="select-auth-box-desc">Enter a verification code.</div></div>
</li>
</ul>{{screen:tail}})html"},
    {.name = "choice-without-codes", .body = R"html({{screen:head}}{{screen:attempted}}
<ul class="pf-v5-c-data-list select-auth-container" role="list">
<li class="pf-v5-c-data-list__item">
<form id="kc-select-credential-form" action="{{screen:action}}" method="post">
<input type="hidden" name="authenticationExecution" value="{{token:by-key}}">
</form>
<div role="button" onclick="document.forms[0].requestSubmit()" tabindex="0"><i class="fa fa-key list-view-pf-icon-lg"></i>
<h2 class="select-auth-box-headline">Passkey</h2><div class="select-auth-box-desc">Use your Passkey to sign in.</div></div>
</li>
<li class="pf-v5-c-data-list__item">
<form id="kc-select-credential-form" action="{{screen:same-action}}" method="post">
<input type="hidden" name="authenticationExecution" value="{{token:by-list}}">
</form>
<div role="button" onclick="document.forms[1].requestSubmit()" tabindex="0"><i class="fa fa-list list-view-pf-icon-lg"></i>
<h2 class="select-auth-box-headline">Recovery Authentication Code</h2><div class="select-auth-box-desc">Enter a recovery code.</div></div>
</li>
</ul>{{screen:tail}})html"},
    {.name = "code", .body = R"({{screen:head}}{{screen:attempted}}
<form id="kc-otp-login-form" class="pf-v5-c-form" onsubmit="login.disabled = true; return true;" action="{{screen:action}}" method="post">
<input id="selectedCredentialId" type="hidden" name="selectedCredentialId" value="{{token:device}}">
<input id="otp" name="otp" value="" type="text" autocomplete="one-time-code" inputmode="numeric" aria-invalid=""/>
<div id="input-error-container-otp"></div>
{{screen:button}}
</form>
{{screen:other-way}}{{screen:tail}})"},
    {.name = "code-refused", .body = R"({{screen:head}}{{screen:attempted}}
<form id="kc-otp-login-form" class="pf-v5-c-form" onsubmit="login.disabled = true; return true;" action="{{screen:action}}" method="post">
<input id="selectedCredentialId" type="hidden" name="selectedCredentialId" value="{{token:device}}">
<input id="otp" name="otp" value="" type="text" autocomplete="one-time-code" inputmode="numeric" aria-invalid="true"/>
<div id="input-error-container-otp"><div class="pf-v5-c-helper-text__item pf-m-error" id="input-error-otp"><span class="kc-feedback-text">Invalid authenticator code.</span></div></div>
{{screen:button}}
</form>
{{screen:other-way}}{{screen:tail}})"},
    {.name = "recovery-code",
     .body =
         R"({{screen:head}}<form id="kc-recovery-code-login-form" class="pf-v5-c-form" onsubmit="login.disabled = true; return true;" action="{{screen:action}}" method="post">
<input id="recoveryCodeInput" name="recoveryCodeInput" value="" type="text" aria-invalid=""/>
{{screen:button}}
</form>{{screen:tail}})"},
    {.name = "saml-response",
     .body =
         R"({{screen:head}}<script>window.onload = function() {document.forms[0].submit()};</script>
<p>Redirecting, please wait.</p>
<form name="saml-post-binding" method="post" action="{{acs}}">
<input type="hidden" name="SAMLResponse" value="{{saml_response}}"/>
<input type="hidden" name="RelayState" value="{{relay_state}}"/>
<noscript><p>JavaScript is disabled.</p><input type="submit" value="Continue"/></noscript>
</form>{{screen:tail}})"},
    {.name = "timeout",
     .status = 302,
     .headers =
         "Location: {{origin}}/realms/flex/login-actions/authenticate?{{screen:redirected}}"},
    {.name = "login-anew",
     .body =
         R"({{screen:head}}<div class="pf-v5-c-alert pf-m-inline pf-m-danger"><span class="pf-v5-c-alert__title kc-feedback-text">Your login attempt timed out. Login will start from the beginning.</span></div>
<form id="kc-form-login" class="pf-v5-c-form" onsubmit="login.disabled = true; return true;" action="{{screen:action}}" method="post">
<input id="username" name="username" value="" type="text" autocomplete="username" aria-invalid=""/>
<div id="input-error-container-username"></div>
{{screen:button}}
</form>{{screen:tail}})"},
    {.name = "to-update-password",
     .status = 302,
     .headers = "Location: "
                "{{origin}}/realms/flex/login-actions/"
                "required-action?execution=UPDATE_PASSWORD&{{screen:redirected}}"},
    {.name = "to-enrolment",
     .status = 302,
     .headers = "Location: "
                "{{origin}}/realms/flex/login-actions/"
                "required-action?execution=CONFIGURE_TOTP&{{screen:redirected}}"},
    {.name = "to-profile",
     .status = 302,
     .headers = "Location: "
                "{{origin}}/realms/flex/login-actions/"
                "required-action?execution=UPDATE_PROFILE&{{screen:redirected}}"},
    {.name = "to-mail",
     .status = 302,
     .headers = "Location: "
                "{{origin}}/realms/flex/login-actions/"
                "required-action?execution=VERIFY_EMAIL&{{screen:redirected}}"},
    {.name = "to-terms",
     .status = 302,
     .headers = "Location: "
                "{{origin}}/realms/flex/login-actions/"
                "required-action?execution=TERMS_AND_CONDITIONS&{{screen:redirected}}"},
    {.name = "to-consent",
     .status = 302,
     .headers = "Location: "
                "{{origin}}/realms/flex/login-actions/"
                "required-action?execution=OAUTH_GRANT&{{screen:redirected}}"},
    {.name = "update-password",
     .body =
         R"({{screen:head}}<div class="pf-v5-c-alert pf-m-inline pf-m-warning"><span class="pf-v5-c-alert__title kc-feedback-text">You need to change your password to activate your account.</span></div>
<form id="kc-passwd-update-form" class="pf-v5-c-form" onsubmit="login.disabled = true; return true;" action="/realms/flex/login-actions/required-action?session_code={{token:session_code}}&amp;execution=UPDATE_PASSWORD&amp;client_id=flex&amp;tab_id={{kept:tab_id}}" method="post">
<input id="password-new" name="password-new" value="" type="password" aria-invalid=""/>
<input id="password-confirm" name="password-confirm" value="" type="password" aria-invalid=""/>
<input type="checkbox" id="logout-sessions" name="logout-sessions" value="on" checked>
{{screen:button}}
</form>{{screen:tail}})"},
    {.name = "enrolment",
     .body =
         R"({{screen:head}}<div class="pf-v5-c-alert pf-m-inline pf-m-warning"><span class="pf-v5-c-alert__title kc-feedback-text">You need to set up Mobile Authenticator to activate your account.</span></div>
<form id="kc-totp-settings-form" class="pf-v5-c-form" onsubmit="login.disabled = true; return true;" action="/realms/flex/login-actions/required-action?session_code={{token:session_code}}&amp;execution=CONFIGURE_TOTP&amp;client_id=flex&amp;tab_id={{kept:tab_id}}" method="post">
<input type="text" id="totp" name="totp" autocomplete="one-time-code" aria-invalid=""/>
<input type="hidden" id="totpSecret" name="totpSecret" value="{{token:secret}}" />
<input type="text" id="userLabel" name="userLabel"/>
<input type="submit" id="saveTOTPBtn" value="Submit"/>
</form>{{screen:tail}})"},
    {.name = "profile",
     .body =
         R"({{screen:head}}<div class="pf-v5-c-alert pf-m-inline pf-m-warning"><span class="pf-v5-c-alert__title kc-feedback-text">You need to update your user profile to activate your account.</span></div>
<form id="kc-update-profile-form" class="pf-v5-c-form" onsubmit="login.disabled = true; return true;" action="/realms/flex/login-actions/required-action?session_code={{token:session_code}}&amp;execution=UPDATE_PROFILE&amp;client_id=flex&amp;tab_id={{kept:tab_id}}" method="post">
<input type="text" id="firstName" name="firstName" value=""/>
<input type="submit" value="Submit"/>
</form>{{screen:tail}})"},
    {.name = "mail-not-sent",
     .status = 500,
     .body = R"({{screen:head}}<h1 id="kc-page-title">We are sorry...</h1>
<div id="kc-error-message">
<p class="instruction">Failed to send email, please try again later.</p>
</div>{{screen:tail}})"},
    {.name = "terms", .body = R"({{screen:head}}<h1 id="kc-page-title">Terms and Conditions</h1>
<form class="pf-v5-c-form" action="/realms/flex/login-actions/required-action?session_code={{token:session_code}}&amp;execution=TERMS_AND_CONDITIONS&amp;client_id=flex&amp;tab_id={{kept:tab_id}}" method="POST">
<button name="accept" id="kc-accept" type="submit">Accept</button>
<button name="cancel" id="kc-decline" type="submit">Decline</button>
</form>{{screen:tail}})"},
    {.name = "consent", .body = R"({{screen:head}}<h1 id="kc-page-title">Grant Access to Flex</h1>
<div id="kc-oauth" class="content-area">
<form class="pf-v5-c-form" action="/realms/flex/login-actions/consent?client_id=flex&amp;tab_id={{kept:tab_id}}" method="POST">
<input type="hidden" name="code" value="{{token:consent}}">
<button name="accept" id="kc-login" type="submit">Yes</button>
<button name="cancel" id="kc-cancel" type="submit">No</button>
</form>
</div>{{screen:tail}})"},
    {.name = "organizations",
     .body = R"({{screen:head}}<form action="{{screen:action}}" class="form-vertical" method="post">
<div id="kc-user-organizations"><button type="submit" id="organization-acme" name="kc.org" value="acme">Acme</button>
<button type="submit" id="organization-other" name="kc.org" value="other">Other</button></div>
</form>{{screen:tail}})"},
    {.name = "brokers",
     .body =
         R"({{screen:head}}<div id="kc-social-providers"><ul><li><a id="social-entra" href="/realms/flex/broker/entra/login?client_id=flex">Entra</a></li>
<li><a id="social-okta" href="/realms/flex/broker/okta/login?client_id=flex">Okta</a></li></ul></div>{{screen:tail}})"},
    {.name = "expired",
     .body =
         R"({{screen:head}}<p id="instruction1">To restart the login process <a id="loginRestartLink" href="/realms/flex/login-actions/restart?client_id=flex">Click here</a>.<br/>
To continue the login process <a id="loginContinueLink" href="{{screen:same-action}}">Click here</a>.</p>{{screen:tail}})"},
    {.name = "unknown-client",
     .status = 400,
     .body = R"({{screen:head}}<h1 id="kc-page-title">We are sorry...</h1>
<div id="kc-error-message">
<p class="instruction">Invalid Request</p>
</div>{{screen:tail}})"},
    {.name = "client-disabled",
     .status = 400,
     .body = R"({{screen:head}}<h1 id="kc-page-title">We are sorry...</h1>
<div id="kc-error-message">
<p class="instruction">Login requester not enabled</p>
</div>{{screen:tail}})"},
    {.name = "redirect-uri",
     .status = 400,
     .body = R"({{screen:head}}<h1 id="kc-page-title">We are sorry...</h1>
<div id="kc-error-message">
<p class="instruction">Invalid redirect uri</p>
</div>{{screen:tail}})"},
    {.name = "signature-wanted",
     .status = 400,
     .body = R"({{screen:head}}<h1 id="kc-page-title">We are sorry...</h1>
<div id="kc-error-message">
<p class="instruction">Invalid requester</p>
</div>{{screen:tail}})"},
    {.name = "cookie-lost",
     .status = 400,
     .body = R"({{screen:head}}<h1 id="kc-page-title">We are sorry...</h1>
<div id="kc-error-message">
<p class="instruction">Restart login cookie not found. It may have expired.</p>
</div>{{screen:tail}})"},
    {.name = "denied",
     .status = 401,
     .body = R"({{screen:head}}<h1 id="kc-page-title">We are sorry...</h1>
<div id="kc-error-message">
<p class="instruction">Access denied</p>
</div>{{screen:tail}})"},
    {.name = "no-realm",
     .status = 404,
     .type = "application/json",
     .body = R"({"error":"Realm does not exist"})"},
};

constexpr Detour kDetours[] = {
    {"keycloak-unknown-user", "nobody has the user name", UnknownUser, "password",
     "user-name-refused"},
    {"keycloak-disabled", "the account is disabled", AccountDisabled, "password",
     "user-name-disabled"},
    {"keycloak-wrong-password", "another password", CredentialsRejected, "key", "password-refused"},
    {"keycloak-locked", "the account is locked, and an older theme says so", AccountLocked, "key",
     "login-locked"},
    {"keycloak-timeout", "the login session is over before the password arrives", SessionLost,
     "key", "timeout"},
    {"keycloak-expired", "the page has expired after the password", SessionLost, "key", "expired"},
    {"keycloak-cookie-lost", "the cookies are lost", SessionLost, "password", "cookie-lost"},
    {"keycloak-key-only", "nothing but a passkey will do", NeedsBrowser, "key", "key-only"},
    {"keycloak-no-codes", "no method that can be used", MfaRequired, "choice",
     "choice-without-codes"},
    {"keycloak-recovery-code", "a recovery code is wanted", MfaRequired, "key", "recovery-code"},
    {"keycloak-wrong-code", "another secret for codes", MfaRejected, "saml-response",
     "code-refused"},
    {"keycloak-update-password", "required action: a new password", PasswordExpired,
     "saml-response", "to-update-password"},
    {"keycloak-enrolment", "required action: set up codes", MfaEnrolmentRequired, "saml-response",
     "to-enrolment"},
    {"keycloak-profile", "required action: update the profile", PolicyDenied, "saml-response",
     "to-profile"},
    {"keycloak-verify-mail", "required action: verify the mail address, and no mail can be sent",
     PolicyDenied, "saml-response", "to-mail"},
    {"keycloak-terms", "required action: accept terms", TermsRequired, "saml-response", "to-terms"},
    {"keycloak-consent", "the client wants consent", ConsentRequired, "saml-response",
     "to-consent"},
    {"keycloak-denied", "a step of the flow denies the user", UserNotAssigned, "saml-response",
     "denied"},
    {"keycloak-organizations", "the user has two organizations", PageNotRecognised, "password",
     "organizations"},
    {"keycloak-brokers", "two other providers and no password", PageNotRecognised, "start",
     "brokers"},
    {"keycloak-unknown-client", "no client has the Entity ID", IdpAppNotFound, "start",
     "unknown-client"},
    {"keycloak-client-disabled", "the client is switched off", IdpAppNotFound, "start",
     "client-disabled"},
    {"keycloak-redirect-uri", "the client does not list the ACS URL", IdpAcsNotRegistered, "start",
     "redirect-uri"},
    {"keycloak-signature-wanted", "the client wants signed requests", IdpError, "start",
     "signature-wanted"},
    {"keycloak-no-realm", "the realm is gone", IdpError, "start", "no-realm"},
};

}  // namespace

constinit const LookAlike kKeycloak = {.name = "keycloak",
                                       .adapter = "keycloak",
                                       .sso_path = "/realms/flex/protocol/saml",
                                       .issuer = "{{origin}}/realms/flex",
                                       .cookie = "AUTH_SESSION_ID",
                                       .needs = "code",
                                       .endpoints = kEndpoints,
                                       .screens = kScreens,
                                       .detours = kDetours};

}  // namespace flexverify::lab
