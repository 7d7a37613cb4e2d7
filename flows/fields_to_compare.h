// What to compare on both sides where a refusal itself names no field.
#pragma once

#include "flows/login.h"

namespace flexverify::flows {

// Adds to the advice of idp-error, idp-app-not-found, idp-acs-not-registered, acs-rejected and
// oauth-error which fields of the provider's screens and of the Console to compare, each with the
// value of this login: of its AuthnRequest and SAMLResponse, else of the configuration. A finding
// that follows from another one is left as it is: the other one names the field.
void name_fields_to_compare(Login& login);

}  // namespace flexverify::flows
