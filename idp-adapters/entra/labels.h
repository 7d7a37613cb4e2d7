// Where a value stands in Microsoft Entra ID's screens: labels of the migration guide (step 2);
// where a screen of today says otherwise, both are shown.
#pragma once

#include "verifier/model/field_labels.h"

namespace flexverify::idp::entra {

inline constexpr model::FieldLabels kLabels = {
    .party = "Microsoft Entra ID (in the guide: Azure AD)",
    .entity_id = {"SAML-based Sign-on > Basic SAML Configuration (in the guide: SAML > General "
                  "SAML settings)",
                  "Identifier (Entity ID)"},
    .acs_url = {"SAML-based Sign-on > Basic SAML Configuration (in the guide: SAML > General SAML "
                "settings)",
                "Reply URL (Assertion Consumer Service URL)"},
    .name_id = {"Attributes & Claims", "Unique User Identifier (Name ID)"},
    .claims = {"Attributes & Claims", "Name, with Namespace left empty"},
    .signing = {"SAML Certificates", "Signing Option / Signing Algorithm"},
    .access = {"Users and groups", "Add user/group"},
    .sso_url = "Login URL",
    .certificate = "Certificate (Base64), under SAML Certificates",
    .issuer = "Microsoft Entra Identifier",
    .guide_signs = model::GuideSigns::Both,
    .way = "Microsoft Entra admin center > Enterprise applications > the application for Flex"};

}  // namespace flexverify::idp::entra
