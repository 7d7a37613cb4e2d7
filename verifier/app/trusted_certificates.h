// What the user says of the identity provider in files: its certificate and its metadata.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "verifier/base/result.h"
#include "verifier/model/check_spec.h"

namespace flexverify::app {

// Each certificate of a PEM file; of a DER file, the one. Errors: it cannot be read, or holds none.
[[nodiscard]] base::Result<std::vector<std::string>> read_certificates(const std::string& path);
// SAML metadata of an identity provider that has a signing certificate; the text itself.
[[nodiscard]] base::Result<std::string> read_metadata(const std::string& path);

// Reads each file once, however many targets name it: all go by what it held then. From any thread.
class TrustedFiles {
 public:
  // Reads idp.certificate and idp.metadata into the rest of `idp`.
  [[nodiscard]] base::Result<void> read_into(model::IdpSpec& idp);

 private:
  std::mutex mutex_;  // of both
  std::map<std::string, base::Result<std::vector<std::string>>> certificates_;
  std::map<std::string, base::Result<std::string>> metadata_;
};

}  // namespace flexverify::app
