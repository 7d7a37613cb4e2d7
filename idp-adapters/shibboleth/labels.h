// Where a value stands in Shibboleth's screens: labels of the provider's own documentation.
#pragma once

#include "verifier/model/field_labels.h"

namespace flexverify::idp::shibboleth {

inline constexpr model::FieldLabels kLabels = {
    .party = "Shibboleth",
    .entity_id = {"metadata of the service provider", "entityID"},
    .acs_url = {"metadata of the service provider", "AssertionConsumerService Location"},
    .name_id = {"conf/saml-nameid.xml and relying-party.xml", "nameIDFormatPrecedence"},
    .claims = {"conf/attribute-filter.xml and attribute-resolver.xml",
               "released attributes and their names"},
    .signing = {"conf/relying-party.xml",
                "p:signResponses / p:signAssertions / p:encryptAssertions"},
    .access = {"conf/intercept/context-check-intercept-config.xml", "conditions"},
    .sso_url = "SingleSignOnService (HTTP-Redirect) of idp-metadata.xml",
    .certificate = "the signing certificate of idp-metadata.xml (credentials/idp-signing.crt)",
    .issuer = "entityID of idp-metadata.xml"};

}  // namespace flexverify::idp::shibboleth
