// The signing certificates that the user names, as PEM.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "verifier/base/result.h"
#include "verifier/model/check_spec.h"

namespace flexverify::app {

// Each certificate of a PEM file; of a DER file, the one. Empty when there is none.
[[nodiscard]] std::vector<std::string> certificates_in_file(std::string_view content);
// Each <X509Certificate> of SAML metadata below a KeyDescriptor that is not for encryption.
[[nodiscard]] std::vector<std::string> certificates_in_metadata(std::string_view xml);

// Reads idp.certificate and idp.metadata into idp.trusted_certificates.
[[nodiscard]] base::Result<void> read_trusted_certificates(model::IdpSpec& idp);

}  // namespace flexverify::app
