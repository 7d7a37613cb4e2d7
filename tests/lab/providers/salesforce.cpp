// A look-alike of salesforce.
#include "tests/lab/look_alike.h"

namespace flexverify::lab {

constinit const LookAlike kSalesforce = {.name = "salesforce",
                                         .adapter = "salesforce",
                                         .sso_path = "/sso",
                                         .issuer = "{{origin}}/metadata",
                                         .cookie = "session",
                                         .needs = "",
                                         .endpoints = {},
                                         .screens = {},
                                         .detours = {}};

}  // namespace flexverify::lab
