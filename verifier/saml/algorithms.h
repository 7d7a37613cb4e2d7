// The algorithms of XML signatures, and who takes which.
#pragma once

#include <string>
#include <string_view>

#include "verifier/saml/refused_by.h"

namespace flexverify::saml {

struct Algorithm {
  std::string_view uri;   // by which XML Signature names it
  std::string_view name;  // "rsa-sha256"
  bool weak;              // SHA-1
  bool checkable;         // we can verify it
  RefusedBy refused_by;   // as the two services' toolkits are shipped
};

// nullptr: none that anybody may use for SAML (HMAC, MD5, a name that nobody knows).
[[nodiscard]] const Algorithm* signature_algorithm(std::string_view uri);
[[nodiscard]] const Algorithm* digest_algorithm(std::string_view uri);
[[nodiscard]] const Algorithm* canonicalization(std::string_view uri);

inline constexpr std::string_view kEnveloped =
    "http://www.w3.org/2000/09/xmldsig#enveloped-signature";

}  // namespace flexverify::saml
