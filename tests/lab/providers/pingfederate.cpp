// A look-alike of pingfederate.
#include "tests/lab/look_alike.h"

namespace flexverify::lab {

constinit const LookAlike kPingFederate = {.name = "pingfederate",
                                           .adapter = "pingfederate",
                                           .sso_path = "/sso",
                                           .issuer = "{{origin}}/metadata",
                                           .cookie = "session",
                                           .needs = "",
                                           .endpoints = {},
                                           .screens = {},
                                           .detours = {}};

}  // namespace flexverify::lab
