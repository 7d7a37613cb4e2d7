// A look-alike of auth0.
#include "tests/lab/look_alike.h"

namespace flexverify::lab {

constinit const LookAlike kAuth0 = {.name = "auth0",
                                    .adapter = "auth0",
                                    .sso_path = "/sso",
                                    .issuer = "{{origin}}/metadata",
                                    .cookie = "session",
                                    .needs = "",
                                    .endpoints = {},
                                    .screens = {},
                                    .detours = {}};

}  // namespace flexverify::lab
