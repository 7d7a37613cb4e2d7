// The configuration of flexverify for a lab that runs.
#pragma once

#include <string>

#include "tests/lab/server.h"
#include "verifier/base/json.h"
#include "verifier/base/result.h"

namespace flexverify::lab {

inline constexpr const char* kCaFile = "lab-ca.pem";
inline constexpr const char* kPasswordFile = "lab-password.txt";
inline constexpr const char* kMetadataFile = "lab-idp-metadata.xml";
inline constexpr const char* kCertificateFile = "lab-idp-certificate.pem";
inline constexpr const char* kAnswerFile = "lab-answer.txt";

// Contract section 5. The two files lie beside the configuration.
[[nodiscard]] base::Json configuration(const World& world);
// The configuration, the authority and the password (mode 0600).
[[nodiscard]] base::Result<void> write_configuration(const Lab& lab, const std::string& path);

}  // namespace flexverify::lab
