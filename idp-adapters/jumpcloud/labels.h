// Where a value stands in JumpCloud's screens: labels of the provider's own documentation.
#pragma once

#include "verifier/model/field_labels.h"

namespace flexverify::idp::jumpcloud {

inline constexpr model::FieldLabels kLabels = {
    .party = "JumpCloud",
    .entity_id = {"SSO Applications > SSO", "SP Entity ID"},
    .acs_url = {"SSO Applications > SSO", "ACS URLs"},
    .name_id = {"SSO Applications > SSO", "SAMLSubject NameID / NameID Format"},
    .claims = {"SSO Applications > SSO", "Attributes"},
    .signing = {"SSO Applications > SSO", "Signature Algorithm / Sign"},
    .access = {"SSO Applications > User Groups", "groups that are bound"},
    .sso_url = "IDP URL",
    .certificate = "IDP Certificate Valid > Download certificate",
    .issuer = "IdP Entity ID"};

}  // namespace flexverify::idp::jumpcloud
