// Where a value stands in PingFederate's screens: labels of the provider's own documentation.
#pragma once

#include "verifier/model/field_labels.h"

namespace flexverify::idp::pingfederate {

inline constexpr model::FieldLabels kLabels = {
    .party = "PingFederate",
    .entity_id = {"SP Connection > General Info", "Partner's Entity ID (Connection ID)"},
    .acs_url = {"Protocol Settings", "Assertion Consumer Service URL"},
    .name_id = {"Assertion Creation > Identity Mapping", "SAML_SUBJECT"},
    .claims = {"Assertion Creation > Attribute Contract", "Extend the Contract"},
    .signing = {"Protocol Settings > Signature Policy", "Always sign assertion / sign response"},
    .access = {"Assertion Creation > Issuance Criteria", "conditions"},
    .sso_url = "Base URL with /idp/SSO.saml2",
    .certificate = "Credentials > Digital Signature Settings: certificate",
    .issuer = "SAML 2.0 Entity ID of Federation Info"};

}  // namespace flexverify::idp::pingfederate
