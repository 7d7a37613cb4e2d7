// A look-alike of auth0-classic.
#include "tests/lab/look_alike.h"

namespace flexverify::lab {

constinit const LookAlike kAuth0Classic = {.name = "auth0-classic",
                                           .adapter = "auth0",
                                           .sso_path = "/sso",
                                           .issuer = "{{origin}}/metadata",
                                           .cookie = "session",
                                           .needs = "",
                                           .endpoints = {},
                                           .screens = {},
                                           .detours = {}};

}  // namespace flexverify::lab
