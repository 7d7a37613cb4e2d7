// Where a value stands in LemonLDAP::NG's screens: labels of the provider's own documentation.
#pragma once

#include "verifier/model/field_labels.h"

namespace flexverify::idp::lemonldap {

inline constexpr model::FieldLabels kLabels = {
    .party = "LemonLDAP::NG",
    .entity_id = {"SAML service providers > Metadata", "entityID"},
    .acs_url = {"SAML service providers > Metadata", "AssertionConsumerService"},
    .name_id = {"SAML service providers > Options", "Default NameID format"},
    .claims = {"SAML service providers > Exported attributes", "Name"},
    .signing = {"SAML service providers > Options > Signature", "Sign SSO message"},
    .access = {"SAML service providers > Options", "Access rule"},
    .sso_url = "SingleSignOnService of /saml/metadata",
    .certificate = "the signing certificate of /saml/metadata",
    .issuer = "SAML2 Service > Entity Identifier"};

}  // namespace flexverify::idp::lemonldap
