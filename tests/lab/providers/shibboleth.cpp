// A look-alike of shibboleth.
#include "tests/lab/look_alike.h"

namespace flexverify::lab {

constinit const LookAlike kShibboleth = {.name = "shibboleth",
                                         .adapter = "shibboleth",
                                         .sso_path = "/sso",
                                         .issuer = "{{origin}}/metadata",
                                         .cookie = "session",
                                         .needs = "",
                                         .endpoints = {},
                                         .screens = {},
                                         .detours = {}};

}  // namespace flexverify::lab
