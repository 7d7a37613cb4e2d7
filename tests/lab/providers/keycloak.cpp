// A look-alike of keycloak.
#include "tests/lab/look_alike.h"

namespace flexverify::lab {

constinit const LookAlike kKeycloak = {.name = "keycloak",
                                       .adapter = "keycloak",
                                       .sso_path = "/sso",
                                       .issuer = "{{origin}}/metadata",
                                       .cookie = "session",
                                       .needs = "",
                                       .endpoints = {},
                                       .screens = {},
                                       .detours = {}};

}  // namespace flexverify::lab
