// Where a value stands in AD FS's screens: labels of the provider's own documentation.
#pragma once

#include "verifier/model/field_labels.h"

namespace flexverify::idp::adfs {

inline constexpr model::FieldLabels kLabels = {
    .party = "AD FS",
    .entity_id = {"Relying Party Trust > Identifiers", "Relying party identifier"},
    .acs_url = {"Relying Party Trust > Endpoints", "SAML Assertion Consumer Endpoint (POST)"},
    .name_id = {"Claim Issuance Policy", "rule for Name ID"},
    .claims = {"Claim Issuance Policy", "outgoing claim types"},
    .signing = {"Set-AdfsRelyingPartyTrust", "SamlResponseSignature / SignatureAlgorithm"},
    .access = {"Access Control Policy", "permitted users"},
    .sso_url = "https://<federation service>/adfs/ls/",
    .certificate =
        "AD FS Management > Service > Certificates > Token-signing (export it as Base64)",
    .issuer = "Federation Service identifier"};

}  // namespace flexverify::idp::adfs
