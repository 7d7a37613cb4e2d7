// A look-alike of adfs.
#include "tests/lab/look_alike.h"

namespace flexverify::lab {

constinit const LookAlike kAdfs = {.name = "adfs",
                                   .adapter = "adfs",
                                   .sso_path = "/sso",
                                   .issuer = "{{origin}}/metadata",
                                   .cookie = "session",
                                   .needs = "",
                                   .endpoints = {},
                                   .screens = {},
                                   .detours = {}};

}  // namespace flexverify::lab
