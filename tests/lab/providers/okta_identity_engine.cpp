// A look-alike of okta-identity-engine.
#include "tests/lab/look_alike.h"

namespace flexverify::lab {

constinit const LookAlike kOktaIdentityEngine = {.name = "okta-identity-engine",
                                                 .adapter = "okta",
                                                 .sso_path = "/sso",
                                                 .issuer = "{{origin}}/metadata",
                                                 .cookie = "session",
                                                 .needs = "",
                                                 .endpoints = {},
                                                 .screens = {},
                                                 .detours = {}};

}  // namespace flexverify::lab
