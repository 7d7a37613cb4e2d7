// A look-alike of lemonldap.
#include "tests/lab/look_alike.h"

namespace flexverify::lab {

constinit const LookAlike kLemonLdap = {.name = "lemonldap",
                                        .adapter = "lemonldap",
                                        .sso_path = "/sso",
                                        .issuer = "{{origin}}/metadata",
                                        .cookie = "session",
                                        .needs = "",
                                        .endpoints = {},
                                        .screens = {},
                                        .detours = {}};

}  // namespace flexverify::lab
