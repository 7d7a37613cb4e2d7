// Signs SAML messages for the lab and the tests, with keys made on the spot.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "tests/support/pki.h"
#include "verifier/base/time.h"

namespace flexverify::test {

enum class SignatureAlgorithm { RsaSha256, RsaSha1, RsaSha512, EcdsaSha256, HmacSha256 };

// A key with a self-signed certificate.
class SigningKey {
 public:
  static SigningKey generate(const std::string& common_name, base::WallTime not_before,
                             base::WallTime not_after, KeyKind kind = KeyKind::Rsa);
  SigningKey(SigningKey&&) noexcept;
  SigningKey& operator=(SigningKey&&) noexcept;
  ~SigningKey();

  [[nodiscard]] const std::string& certificate_pem() const { return certificate_pem_; }
  [[nodiscard]] const std::string& key_pem() const { return key_pem_; }

 private:
  SigningKey(std::string certificate, std::string key)
      : certificate_pem_(std::move(certificate)), key_pem_(std::move(key)) {}
  std::string certificate_pem_;
  std::string key_pem_;
};

// Puts an enveloped signature behind the Issuer of the element with that ID (exclusive c14n), and
// returns the whole document. The ID may be of a Response or an Assertion; sign the inner first.
[[nodiscard]] std::string sign_xml(std::string_view xml, std::string_view element_id,
                                   const SigningKey& key,
                                   SignatureAlgorithm algorithm = SignatureAlgorithm::RsaSha256);

}  // namespace flexverify::test
