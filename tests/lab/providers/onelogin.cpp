// A look-alike of OneLogin. Its sign-in is a script, so there is no way through without a browser.
#include "tests/lab/look_alike.h"

namespace flexverify::lab {
namespace {

using enum model::Code;
using Is = Field::Is;

constexpr Field kReturn[] = {{"query:return", Is::Token, "return"}};

constexpr Endpoint kEndpoints[] = {
    {"GET", "/login2/", "start", kReturn, "login"},
    {"GET", "/app_access_denied/a1b2", "to-denied", {}, "no-access"},
};

constexpr Screen kScreens[] = {
    {.name = "start",
     .status = 302,
     .headers = "Location: {{origin}}/login2/?return={{token:return}}"},
    {.name = "login", .body = R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<title>OneLogin</title>
<script src="https://web-login-v2-cdn.onelogin.com/login2/app.js"></script>
</head>
<body>
<noscript>You need to enable JavaScript to run this app.</noscript>
<div id="root"></div>
</body>
</html>
)"},
    {.name = "to-denied", .status = 302, .headers = "Location: {{origin}}/app_access_denied/a1b2"},
    {.name = "no-access", .status = 403, .body = R"(<!doctype html>
<html lang="en">
<head><meta charset="utf-8"/><title>OneLogin</title>
<link rel="stylesheet" href="https://web-assets.onelogin.com/error.css"></head>
<body><div class="error-page"><h1>Access denied</h1>
<p>You do not have access to this application. Please contact your administrator.</p></div></body>
</html>
)"},
};

constexpr Detour kDetours[] = {
    {"onelogin-not-assigned", "the user has no access to Flex", UserNotAssigned, "start",
     "to-denied"},
};

}  // namespace

constinit const LookAlike kOneLogin = {.name = "onelogin",
                                       .adapter = "onelogin",
                                       .sso_path = "/trust/saml2/http-redirect/sso/a1b2",
                                       .issuer = "https://app.onelogin.com/saml/metadata/a1b2",
                                       .cookie = "sub_session_onelogin.com",
                                       .needs = "",
                                       .endpoints = kEndpoints,
                                       .screens = kScreens,
                                       .detours = kDetours};

}  // namespace flexverify::lab
