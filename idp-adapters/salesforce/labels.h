// Where a value stands in Salesforce's screens: labels of the migration guide (step 2); where a
// screen of today says otherwise, both are shown.
#pragma once

#include "verifier/model/field_labels.h"

namespace flexverify::idp::salesforce {

// Spring '26 closed connected apps: what exists can be edited, nothing new can be made.
inline constexpr model::FieldLabels kLabels = {
    .party = "Salesforce",
    .entity_id = {"Web App settings of the existing connected app (a new one cannot be created "
                  "since Spring '26: a SAML external client app, by the Metadata API only)",
                  "Entity Id (in the guide: Entity ID)"},
    .acs_url = {"Web App settings of the existing connected app (a new one cannot be created since "
                "Spring '26: a SAML external client app, by the Metadata API only)",
                "ACS URL"},
    .name_id = {"Web App settings", "Subject Type / Name ID Format"},
    .claims = {"Custom Attributes", "Attribute key"},
    .signing = {"Web App settings", "IdP Certificate / Encrypt SAML Response"},
    .access = {"Profiles or Permission Sets", "Manage Connected App access"},
    .sso_url = "SP-Initiated Redirect Endpoint (…/idp/endpoint/HttpRedirect)",
    .certificate = "Setup > Identity Provider > Download Certificate (IdP Certificate)",
    .issuer = "Issuer (the My Domain URL)",
    .way = "Salesforce Setup > Apps > App Manager > the application for Flex"};

}  // namespace flexverify::idp::salesforce
