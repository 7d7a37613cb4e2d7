// Where a value stands in OneLogin's screens: labels of the provider's own documentation.
#pragma once

#include "verifier/model/field_labels.h"

namespace flexverify::idp::onelogin {

inline constexpr model::FieldLabels kLabels = {
    .party = "OneLogin",
    .entity_id = {"Configuration", "Audience (EntityID)"},
    .acs_url = {"Configuration", "ACS (Consumer) URL"},
    .name_id = {"Configuration", "SAML nameID format"},
    .claims = {"Parameters", "SAML custom fields (Include in SAML assertion)"},
    .signing = {"Configuration / SSO", "SAML signature element / SAML Signature Algorithm"},
    .access = {"Users or Access", "roles that may use the application"},
    .sso_url = "SAML 2.0 Endpoint (HTTP)",
    .certificate = "X.509 Certificate > View Details",
    .issuer = "Issuer URL"};

}  // namespace flexverify::idp::onelogin
