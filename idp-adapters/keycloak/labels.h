// Where a value stands in Keycloak's screens: labels of the provider's own documentation.
#pragma once

#include "verifier/model/field_labels.h"

namespace flexverify::idp::keycloak {

inline constexpr model::FieldLabels kLabels = {
    .party = "Keycloak",
    .entity_id = {"Clients > Settings", "Client ID"},
    .acs_url = {"Clients > Settings",
                "Valid redirect URIs / Assertion Consumer Service POST Binding URL"},
    .name_id = {"Clients > Settings", "Name ID format / Force name ID format"},
    .claims = {"Clients > Client scopes > dedicated scope", "mappers (SAML Attribute Name)"},
    .signing = {"Clients > Settings", "Sign documents / Sign assertions / Signature algorithm"},
    .access = {"Clients > Client scopes", "role mappings of the user"},
    .sso_url = "the realm's SAML 2.0 Identity Provider Metadata: SingleSignOnService",
    .certificate = "Realm settings > Keys > RS256 > Certificate",
    .issuer = "the realm's URL (…/realms/<realm>)"};

}  // namespace flexverify::idp::keycloak
