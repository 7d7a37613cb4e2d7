// The SAMLResponse of the lab's identity provider.
#pragma once

#include <string>

#include "tests/lab/world.h"

namespace flexverify::lab {

// Signed twice, Response and Assertion, unless the assertion's fault says otherwise. Base64.
[[nodiscard]] std::string saml_response(const World& world, const IdpLogin& login);
// The metadata of the lab's own identity provider.
[[nodiscard]] std::string idp_metadata(const World& world);
// The ACS URL that the identity provider holds, rightly or not.
[[nodiscard]] std::string registered_acs_url(const World& world, const IdpLogin& login);

}  // namespace flexverify::lab
