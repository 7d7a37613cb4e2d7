// A look-alike of JumpCloud: the application's URL leads to the console's page, whose script asks
// for a token and then signs in with one call that carries the password and the code.
#include "tests/lab/look_alike.h"

namespace flexverify::lab {
namespace {

using enum model::Code;
using Is = Field::Is;

constexpr std::string_view kSso = "/saml2/flex";

constexpr Field kXsrf = {"header:X-Xsrftoken", Is::Token, "xsrf"};
constexpr Field kConsole[] = {{"query:redirectTo", Is::Exactly, "saml2/flex"}};
// saml2aws asks for the token without a header of its own, signs in without a code, and again with
// one after the answer that wants it.
constexpr Field kWithoutCode[] = {kXsrf,
                                  {"header:Content-Type", Is::Exactly, "application/json"},
                                  {"Context", Is::Exactly, "sso"},
                                  {"RedirectTo", Is::Exactly, "saml2/flex"},
                                  {"Email", Is::Username},
                                  {"Password", Is::Password},
                                  {"OTP", Is::Exactly, ""}};
constexpr Field kSignIn[] = {kXsrf,
                             {"header:Content-Type", Is::Exactly, "application/json"},
                             {"Context", Is::Exactly, "sso"},
                             {"RedirectTo", Is::Exactly, "saml2/flex"},
                             {"Email", Is::Username},
                             {"Password", Is::Password},
                             {"OTP", Is::Code}};
constexpr Field kSignedIn[] = {{"query:ticket", Is::Token, "ticket"}};

constexpr Endpoint kEndpoints[] = {
    {"GET", "/userconsole/", "start", kConsole, "console"},
    {"GET", "/userconsole/xsrf", "console", {}, "token"},
    {"POST", "/userconsole/auth", "token", kWithoutCode, "code-wanted", "refused"},
    {"POST", "/userconsole/auth", "token code-wanted", kSignIn, "signed-in", "refused"},
    {"GET", kSso, "signed-in", kSignedIn, "saml-response"},
};

constexpr Screen kScreens[] = {
    {.name = "start",
     .status = 302,
     .headers = "Location: {{origin}}/userconsole/?redirectTo=saml2%2Fflex"},
    {.name = "console", .body = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>JumpCloud User Portal</title>
<script defer src="https://cdn02.jumpcloud.com/user-console/app.js"></script>
</head>
<body>
<noscript>You need to enable JavaScript to run this app.</noscript>
<div id="root" class="jumpcloud"></div>
</body>
</html>
)"},
    {.name = "token", .type = "application/json", .body = R"({"xsrf":"{{token:xsrf}}"})"},
    {.name = "signed-in",
     .type = "application/json",
     .body = R"({"redirectTo":"{{origin}}/saml2/flex?ticket={{token:ticket}}"})"},
    {.name = "saml-response", .body = "{{post}}"},
    {.name = "refused",
     .status = 401,
     .type = "application/json",
     .body = R"({"message":"Authentication failed."})"},
    {.name = "locked",
     .status = 401,
     .type = "application/json",
     .body = R"({"message":"Your account has been locked."})"},
    {.name = "suspended",
     .status = 401,
     .type = "application/json",
     .body = R"({"message":"Your account is suspended."})"},
    {.name = "expired",
     .status = 401,
     .type = "application/json",
     .body = R"({"message":"Your password has expired."})"},
    {.name = "policy",
     .status = 403,
     .type = "application/json",
     .body = R"({"message":"A policy of your organization denies access."})"},
    {.name = "not-assigned",
     .status = 403,
     .type = "application/json",
     .body = R"({"message":"You are not authorized to use this application."})"},
    {.name = "code-wanted",
     .status = 401,
     .type = "application/json",
     .body =
         R"({"message":"MFA required.","factors":[{"type":"totp","status":"available"},{"type":"webauthn","status":"unavailable"}]})"},
    {.name = "code-refused",
     .status = 401,
     .type = "application/json",
     .body = "{{screen:code-wanted}}"},
    {.name = "too-many",
     .status = 429,
     .type = "application/json",
     .body = R"({"message":"Too many requests."})"},
};

constexpr Detour kDetours[] = {
    {"jumpcloud-wrong-password", "another password", CredentialsRejected, "signed-in", "refused"},
    {"jumpcloud-locked", "the account is locked", AccountLocked, "signed-in", "locked"},
    {"jumpcloud-suspended", "the account is suspended", AccountDisabled, "signed-in", "suspended"},
    {"jumpcloud-password-expired", "the password is too old", PasswordExpired, "signed-in",
     "expired"},
    {"jumpcloud-policy", "conditional access denies the sign-in", PolicyDenied, "signed-in",
     "policy"},
    {"jumpcloud-not-assigned", "the user may not use Flex", UserNotAssigned, "signed-in",
     "not-assigned"},
    {"jumpcloud-wrong-code", "another secret for codes", MfaRejected, "signed-in", "code-refused"},
    {"jumpcloud-rate-limit", "too many sign-ins", RateLimited, "signed-in", "too-many"},
};

}  // namespace

constinit const LookAlike kJumpCloud = {.name = "jumpcloud",
                                        .adapter = "jumpcloud",
                                        .sso_path = kSso,
                                        .issuer = "JumpCloud",
                                        .cookie = "_jcsession",
                                        .needs = "code",
                                        .endpoints = kEndpoints,
                                        .screens = kScreens,
                                        .detours = kDetours};

}  // namespace flexverify::lab
