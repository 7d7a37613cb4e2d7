// Where a value stands in Auth0's screens: labels of the migration guide (step 2); where a screen
// of today says otherwise, both are shown.
#pragma once

#include "verifier/model/field_labels.h"

namespace flexverify::idp::auth0 {

inline constexpr model::FieldLabels kLabels = {
    .party = "Auth0",
    .entity_id = {"SAML2 Web App > Settings", "audience"},
    .acs_url = {"SAML2 Web App > Settings",
                "Application Callback URL, and Allowed Callback URLs under Application URIs"},
    .name_id = {"SAML2 Web App > Settings", "nameIdentifierProbes"},
    .claims = {"Actions > post-login",
               "the Action that sets the SAML attributes (roles from app_metadata)",
               "Auth0 Dashboard"},
    .signing = {"SAML2 Web App > Settings", "signResponse"},
    .access = {"Application > Connections", "the database connection of the users",
               "Auth0 Dashboard > Applications"},
    .sso_url = "SAML Protocol URL, with ?connection= and the database",
    .certificate = "Auth0 certificate (PEM, in the Usage tab)",
    .issuer = "Issuer",
    .against_sha1 =
        "SHA-1 is what Auth0 signs with by default: in the settings of the SAML2 Web App set "
        "\"signatureAlgorithm\": \"rsa-sha256\" and \"digestAlgorithm\": \"sha256\".",
    .way = "Auth0 Dashboard > Applications > the application for Flex > Addons"};

}  // namespace flexverify::idp::auth0
