// Where a value stands in Okta's screens: labels of the migration guide (step 2); where a screen of
// today says otherwise, both are shown.
#pragma once

#include "verifier/model/field_labels.h"

namespace flexverify::idp::okta {

inline constexpr model::FieldLabels kLabels = {
    .party = "Okta",
    .entity_id = {"General > SAML Settings > Edit (while creating it: Create SAML integration)",
                  "Audience URI (SP Entity ID)"},
    .acs_url = {"General > SAML Settings > Edit (while creating it: Create SAML integration)",
                "Single sign-on URL (in the guide: Single sign on URL)"},
    .name_id = {"General > SAML Settings > Edit", "Name ID format / Application username"},
    .claims = {"General > SAML Settings > Edit", "Attribute Statements"},
    .signing = {"General > SAML Settings > Edit > Show Advanced Settings",
                "Response / Assertion Signature / Signature Algorithm"},
    .access = {"Assignments", "Assign"},
    .sso_url = "Identity Provider Single Sign-On URL",
    .certificate = "X.509 Certificate (Sign On > SAML Signing Certificates)",
    .issuer = "Identity Provider Issuer",
    .guide_signs = model::GuideSigns::Both,
    .way = "Okta Admin Console > Applications > Applications > the application for Flex"};

}  // namespace flexverify::idp::okta
