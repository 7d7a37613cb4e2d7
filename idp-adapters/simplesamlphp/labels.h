// Where a value stands in SimpleSAMLphp's screens: labels of the provider's own documentation.
#pragma once

#include "verifier/model/field_labels.h"

namespace flexverify::idp::simplesamlphp {

inline constexpr model::FieldLabels kLabels = {
    .party = "SimpleSAMLphp",
    .entity_id = {"metadata/saml20-sp-remote.php", "array key (entity ID)"},
    .acs_url = {"metadata/saml20-sp-remote.php", "AssertionConsumerService"},
    .name_id = {"metadata/saml20-sp-remote.php", "NameIDFormat"},
    .claims = {"metadata/saml20-sp-remote.php", "authproc (attribute names)"},
    .signing = {"metadata/saml20-sp-remote.php",
                "saml20.sign.response / saml20.sign.assertion / signature.algorithm"},
    .access = {"metadata/saml20-sp-remote.php", "authproc (authorization)"},
    .sso_url = "SingleSignOnService",
    .certificate = "the signing certificate (cert directory)",
    .issuer = "the entity ID of saml20-idp-hosted.php"};

}  // namespace flexverify::idp::simplesamlphp
