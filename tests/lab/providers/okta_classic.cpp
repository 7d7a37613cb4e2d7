// A look-alike of okta-classic.
#include "tests/lab/look_alike.h"

namespace flexverify::lab {

constinit const LookAlike kOktaClassic = {.name = "okta-classic",
                                          .adapter = "okta",
                                          .sso_path = "/sso",
                                          .issuer = "{{origin}}/metadata",
                                          .cookie = "session",
                                          .needs = "",
                                          .endpoints = {},
                                          .screens = {},
                                          .detours = {}};

}  // namespace flexverify::lab
