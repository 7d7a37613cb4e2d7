// X.509 certificates as identity providers and admins hand them around.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "verifier/model/exchange.h"

namespace flexverify::saml {

// DER bytes of a PEM certificate, or of bare base64. nullopt: no certificate.
[[nodiscard]] std::optional<std::string> certificate_der(std::string_view pem_or_base64);
// Use "saml signing"; days_left is left at 0. nullopt: no certificate.
[[nodiscard]] std::optional<model::Certificate> describe_certificate(std::string_view der);

}  // namespace flexverify::saml
