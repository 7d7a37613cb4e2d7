// Where a value stands in OpenAM's console: labels of the provider's own documentation.
#pragma once

#include "verifier/model/field_labels.h"

namespace flexverify::idp::openam {

inline constexpr model::FieldLabels kLabels = {
    .party = "OpenAM",
    .entity_id = {"Applications > Federation > Entity Providers > remote service provider",
                  "entityID of the imported metadata"},
    .acs_url = {"Entity Providers > remote service provider > Services",
                "Assertion Consumer Service"},
    .name_id = {"Entity Providers > remote service provider > Assertion Content",
                "NameID Format List"},
    .claims = {"Entity Providers > remote service provider > Assertion Processing",
               "Attribute Map"},
    .signing = {"Entity Providers > remote service provider > Assertion Content",
                "Signing and Encryption"},
    .access = {"Realms > Identities", "the users of the hosted identity provider's realm"},
    .sso_url = "Single Sign-On Service by HTTP-Redirect (…/SSORedirect/metaAlias/…)",
    .certificate = "the signing certificate of the hosted identity provider's metadata",
    .issuer = "entityID of the hosted identity provider"};

}  // namespace flexverify::idp::openam
