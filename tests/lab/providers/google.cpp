// A look-alike of google.
#include "tests/lab/look_alike.h"

namespace flexverify::lab {

constinit const LookAlike kGoogle = {.name = "google",
                                     .adapter = "google",
                                     .sso_path = "/sso",
                                     .issuer = "{{origin}}/metadata",
                                     .cookie = "session",
                                     .needs = "",
                                     .endpoints = {},
                                     .screens = {},
                                     .detours = {}};

}  // namespace flexverify::lab
