// X.509 certificates as identity providers and admins hand them around.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verifier/model/exchange.h"
#include "verifier/saml/signature.h"

struct evp_pkey_st;  // OpenSSL's EVP_PKEY

namespace flexverify::saml {

// DER bytes of a PEM certificate, or of bare base64. nullopt: no certificate.
[[nodiscard]] std::optional<std::string> certificate_der(std::string_view pem_or_base64);
// Use "saml signing"; days_left is left at 0. nullopt: no certificate.
[[nodiscard]] std::optional<model::Certificate> describe_certificate(std::string_view der);

// A certificate that may verify signatures.
struct SigningCertificate {
  KeySource source = KeySource::None;
  std::string der;
  model::Certificate facts;
  std::shared_ptr<evp_pkey_st> key;
};
[[nodiscard]] std::optional<SigningCertificate> read_signing_certificate(std::string_view der,
                                                                         KeySource source);

// The certificates that signatures may rest on, PEM or bare base64: pasted into Flex, and published
// by the identity provider. Both empty: the one in the message, which proves only that the message
// is whole.
struct TrustedCertificates {
  std::vector<std::string> pasted = {};
  std::vector<std::string> published = {};
};

// What one of the two sets came to.
struct GivenCertificates {
  std::vector<std::string> sha256;  // of those that can be read
  bool has_unreadable = false;      // one was given that is no certificate
};
[[nodiscard]] inline bool is_given(const GivenCertificates& set) {
  return set.has_unreadable || !set.sha256.empty();
}

// The same, read once for all signatures of a message: the pasted ones first.
struct Keyring {
  std::vector<SigningCertificate> certificates;
  GivenCertificates pasted, published;
};
// Which set judges: the pasted one, because Flex verifies with it; the published one where nobody
// gave that; the message's own where nobody gave either. More information never weakens a check.
[[nodiscard]] KeySource judging_source(const GivenCertificates& pasted,
                                       const GivenCertificates& published);
[[nodiscard]] Keyring make_keyring(const TrustedCertificates& trusted);

}  // namespace flexverify::saml
