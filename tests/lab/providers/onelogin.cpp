// A look-alike of onelogin.
#include "tests/lab/look_alike.h"

namespace flexverify::lab {

constinit const LookAlike kOneLogin = {.name = "onelogin",
                                       .adapter = "onelogin",
                                       .sso_path = "/sso",
                                       .issuer = "{{origin}}/metadata",
                                       .cookie = "session",
                                       .needs = "",
                                       .endpoints = {},
                                       .screens = {},
                                       .detours = {}};

}  // namespace flexverify::lab
