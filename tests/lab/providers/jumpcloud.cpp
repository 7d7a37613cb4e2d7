// A look-alike of jumpcloud.
#include "tests/lab/look_alike.h"

namespace flexverify::lab {

constinit const LookAlike kJumpCloud = {.name = "jumpcloud",
                                        .adapter = "jumpcloud",
                                        .sso_path = "/sso",
                                        .issuer = "{{origin}}/metadata",
                                        .cookie = "session",
                                        .needs = "",
                                        .endpoints = {},
                                        .screens = {},
                                        .detours = {}};

}  // namespace flexverify::lab
