// A look-alike of LemonLDAP::NG 2: the portal's login form with its one-time token, a choice of
// second factors, a code, and a page that only wants a click. Messages are numbers (trmsg).
#include "tests/lab/look_alike.h"

namespace flexverify::lab {
namespace {

using enum model::Code;
using Is = Field::Is;

constexpr std::string_view kSso = "/saml/singleSignOn";

constexpr Field kToken = {"token", Is::Token, "token"};
constexpr Field kLogin[] = {kToken,
                            {"url", Is::Exactly, ""},
                            {"timezone", Is::Present},
                            {"skin", Is::Exactly, "bootstrap"},
                            {"user", Is::Username},
                            {"password", Is::Password}};
constexpr Field kChoice[] = {kToken, {"sf", Is::Exactly, "totp"}};
constexpr Field kCode[] = {kToken, {"code", Is::Code}};
constexpr Field kConfirm[] = {{"confirm", Is::Token, "confirm"},
                              {"skin", Is::Exactly, "bootstrap"}};

constexpr Endpoint kEndpoints[] = {
    {"POST", kSso, "start", kLogin, "choice", "wrong-password"},
    {"POST", "/2fchoice", "choice", kChoice, "code"},
    {"POST", "/totp2fcheck", "code", kCode, "confirm", "wrong-code"},
    {"POST", kSso, "confirm", kConfirm, "saml-response"},
};

constexpr Screen kScreens[] = {
    // Parts of others.
    {.name = "head", .body = R"(<!DOCTYPE html>
<html lang="en">
<head>
<title trspan="authPortal">Authentication portal</title>
<meta charset="utf-8">
<link rel="stylesheet" type="text/css" href="/static/bootstrap/css/styles.min.css">
<script type="application/init">{ "displaytab":"1", "choicetab":"", "login":"", "newwindow":false, "appslistorder":"", "scriptname":"/", "activeTimer":false }</script>
<script type="text/javascript" src="/static/common/js/portal.min.js"></script>
</head>
<body>
<div id="page" class="container login">
<div id="header"><img src="/static/common/logos/logo_llng_400px.png" alt=""></div>
)"},
    {.name = "tail", .body = R"(
</div>
<div id="footer" class="text-center"></div>
</body>
</html>
)"},
    {.name = "login-form",
     .body = R"(<form id="lform" action="#" method="post" class="login Demo" role="form">
<input type="hidden" name="token" value="{{token:token}}" />
<input type="hidden" name="url" value="" />
<input type="hidden" name="timezone" value="" />
<input type="hidden" name="skin" value="bootstrap" />
<input id="userfield" name="user" type="text" class="form-control" value="" trplaceholder="login" required />
<input id="passwordfield" name="password" type="password" class="form-control" trplaceholder="password" required />
<button type="submit" class="btn btn-success"><span trspan="connect">Connect</span></button>
</form>)"},
    {.name = "code-form",
     .body = R"(<form action="/totp2fcheck" method="post" class="password" role="form">
<input type="hidden" name="token" value="{{token:token}}" />
<input name="code" value="" id="totpcode" type="text" class="form-control" trplaceholder="code" autocomplete="one-time-code" />
<button type="submit" class="btn btn-success"><span trspan="submit">Submit</span></button>
</form>)"},
    // Whole ones.
    {.name = "start", .body = R"({{screen:head}}
<div class="message message-positive alert"><span trmsg="9">Authentication required</span></div>
{{screen:login-form}}{{screen:tail}})"},
    {.name = "wrong-password", .body = R"({{screen:head}}
<div class="message message-negative alert"><span trmsg="5">Wrong credentials</span></div>
{{screen:login-form}}{{screen:tail}})"},
    {.name = "locked", .body = R"({{screen:head}}
<div class="message message-negative alert"><span trmsg="21">Your account is locked</span></div>
{{screen:login-form}}{{screen:tail}})"},
    {.name = "expired", .body = R"({{screen:head}}
<div class="message message-negative alert"><span trmsg="22">Your password has expired</span></div>
{{screen:login-form}}{{screen:tail}})"},
    {.name = "captcha", .body = R"({{screen:head}}
<div class="message message-negative alert"><span trmsg="76">Wrong captcha</span></div>
{{screen:login-form}}{{screen:tail}})"},
    {.name = "token-expired", .body = R"({{screen:head}}
<div class="message message-negative alert"><span trmsg="82">Token expired</span></div>
{{screen:login-form}}{{screen:tail}})"},
    {.name = "choice", .body = R"({{screen:head}}
<form action="/2fchoice" method="POST" id="sf" role="form">
<input type="hidden" name="token" value="{{token:token}}" />
<input type="hidden" name="checkLogins" value="" />
<button type="submit" name="sf" value="webauthn" class="mx-3 btn btn-light"><span trspan="webauthn2f">Key</span></button>
<button type="submit" name="sf" value="totp" class="mx-3 btn btn-light"><span trspan="totp2f">TOTP</span></button>
</form>{{screen:tail}})"},
    {.name = "key-only", .body = R"({{screen:head}}
<form action="/2fchoice" method="POST" id="sf" role="form">
<input type="hidden" name="token" value="{{token:token}}" />
<button type="submit" name="sf" value="webauthn" class="mx-3 btn btn-light"><span trspan="webauthn2f">Key</span></button>
<button type="submit" name="sf" value="mail" class="mx-3 btn btn-light"><span trspan="mail2f">Mail</span></button>
</form>{{screen:tail}})"},
    {.name = "code", .body = "{{screen:head}}{{screen:code-form}}{{screen:tail}}"},
    {.name = "wrong-code", .body = R"({{screen:head}}
<div class="message message-negative alert"><span trmsg="96">Bad code</span></div>
{{screen:code-form}}{{screen:tail}})"},
    {.name = "confirm", .body = R"({{screen:head}}
<form id="form" action="/saml/singleSignOn" method="post" class="confirm">
<input type="hidden" id="confirm" name="confirm" value="{{token:confirm}}" />
<input type="hidden" name="skin" value="bootstrap" />
<button type="submit" class="positive btn btn-success"><span trspan="accept">Accept</span></button>
</form>{{screen:tail}})"},
    {.name = "notification", .body = R"({{screen:head}}
<form action="/notifback" method="post">
<input type="hidden" name="reference1x1" value="acme-1" />
<h2 class="notifText">Rules of the house</h2>
<input type="checkbox" name="check1x1x1" id="check1x1x1" value="accepted" /><label for="check1x1x1">I accept</label>
<button type="submit" class="btn btn-success"><span trspan="submit">Submit</span></button>
</form>{{screen:tail}})"},
    {.name = "new-password", .body = R"({{screen:head}}
<div class="message message-negative alert"><span trmsg="25">You must change your password</span></div>
<form action="#" method="post" class="password" role="form">
<input id="staticUser" type="text" readonly class="form-control" value="{{username}}" />
<input id="oldpassword" name="oldpassword" type="password" />
<input id="newpassword" name="newpassword" type="password" />
<input id="confirmpassword" name="confirmpassword" type="password" />
<button type="submit" class="btn btn-success"><span trspan="submit">Submit</span></button>
</form>{{screen:tail}})"},
    {.name = "saml-response", .body = "{{post}}"},
    {.name = "unknown-app", .body = R"({{screen:head}}
<div class="message message-negative alert"><span trmsg="107">This application is not known</span></div>
<a href="/" class="btn btn-primary"><span trspan="goToPortal">Go to portal</span></a>{{screen:tail}})"},
    {.name = "not-assigned", .body = R"({{screen:head}}
<div class="message message-negative alert"><span trmsg="84">You have no access to this service</span></div>
<a href="/" class="btn btn-primary"><span trspan="goToPortal">Go to portal</span></a>{{screen:tail}})"},
    {.name = "error", .body = R"({{screen:head}}
<div class="message message-negative alert"><span trmsg="50">An error occurred in the SAML service</span></div>
<a href="/" class="btn btn-primary"><span trspan="goToPortal">Go to portal</span></a>{{screen:tail}})"},
};

constexpr Detour kDetours[] = {
    {"lemonldap-wrong-password", "another password", CredentialsRejected, "choice",
     "wrong-password"},
    {"lemonldap-locked", "the account is locked", AccountLocked, "choice", "locked"},
    {"lemonldap-password-expired", "the password is too old", PasswordExpired, "choice", "expired"},
    {"lemonldap-new-password", "the user must choose a password", PasswordExpired, "choice",
     "new-password"},
    {"lemonldap-captcha", "a captcha is wanted", BotProtection, "choice", "captcha"},
    {"lemonldap-token-expired", "the form's token has expired", SessionLost, "choice",
     "token-expired"},
    {"lemonldap-no-codes", "no factor that can be used", MfaRequired, "choice", "key-only"},
    {"lemonldap-wrong-code", "another secret for codes", MfaRejected, "confirm", "wrong-code"},
    {"lemonldap-notification", "a notification must be accepted", TermsRequired, "confirm",
     "notification"},
    {"lemonldap-unknown-app", "no service provider has the Entity ID", IdpAppNotFound, "start",
     "unknown-app"},
    {"lemonldap-not-assigned", "the user may not use Flex", UserNotAssigned, "saml-response",
     "not-assigned"},
    {"lemonldap-error", "an error of its own", IdpError, "saml-response", "error"},
};

}  // namespace

constinit const LookAlike kLemonLdap = {.name = "lemonldap",
                                        .adapter = "lemonldap",
                                        .sso_path = kSso,
                                        .issuer = "{{origin}}/saml/metadata",
                                        .cookie = "lemonldappdata",
                                        .needs = "code",
                                        .endpoints = kEndpoints,
                                        .screens = kScreens,
                                        .detours = kDetours};

}  // namespace flexverify::lab
