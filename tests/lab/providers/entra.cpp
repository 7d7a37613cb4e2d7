// A look-alike of entra.
#include "tests/lab/look_alike.h"

namespace flexverify::lab {

constinit const LookAlike kEntra = {.name = "entra",
                                    .adapter = "entra",
                                    .sso_path = "/sso",
                                    .issuer = "{{origin}}/metadata",
                                    .cookie = "session",
                                    .needs = "",
                                    .endpoints = {},
                                    .screens = {},
                                    .detours = {}};

}  // namespace flexverify::lab
