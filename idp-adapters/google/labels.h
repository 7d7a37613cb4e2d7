// Where a value stands in Google's screens: labels of the migration guide (step 2); where a screen
// of today says otherwise, both are shown.
#pragma once

#include "verifier/model/field_labels.h"

namespace flexverify::idp::google {

inline constexpr model::FieldLabels kLabels = {
    .party = "Google",
    .entity_id = {"Service provider details", "Entity ID"},
    .acs_url = {"Service provider details", "ACS URL"},
    .name_id = {"Service provider details", "Name ID format"},
    .claims = {"Attribute mapping", "App attributes"},
    .signing = {"Service provider details", "Signed response"},
    .access = {"User access", "Service status"},
    .sso_url = "SSO URL",
    .certificate =
        "Certificate, under Google Identity Provider details (with its BEGIN and END lines)",
    .issuer = "Entity ID (of Google as identity provider)",
    .way = "Google Admin console > Apps > Web and mobile apps > the application for Flex"};

}  // namespace flexverify::idp::google
