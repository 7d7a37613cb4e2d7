#include "verifier/saml/certificate.h"

#include <openssl/evp.h>
#include <openssl/x509.h>

#include "verifier/base/encoding.h"
#include "verifier/base/text.h"
#include "verifier/model/certificate.h"

namespace flexverify::saml {
namespace {

struct FreeX509 {
  void operator()(X509* certificate) const { X509_free(certificate); }
};
using Certificate = std::unique_ptr<X509, FreeX509>;

Certificate read(std::string_view der) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
  return Certificate(d2i_X509(nullptr, &bytes, static_cast<long>(der.size())));
}

// What stands between the lines of PEM, with or without white space in them: metadata holds
// "-----BEGIN CERTIFICATE-----", too. Everything, when there are none.
std::string_view body_of(std::string_view text) {
  constexpr std::string_view kDashes = "-----";
  const std::size_t begin = text.find(kDashes);
  if (begin == std::string_view::npos) return text;
  const std::size_t line_end = text.find(kDashes, begin + kDashes.size());
  if (line_end == std::string_view::npos) return text;
  text.remove_prefix(line_end + kDashes.size());
  return text.substr(0, text.find(kDashes));
}

std::optional<std::string> bytes_of(std::string_view text) {
  auto der = base::base64_decode(body_of(text));
  return der && !der->empty() ? der : std::nullopt;
}

model::Certificate facts_of(const X509* certificate) {
  model::Certificate facts = model::describe(certificate);
  facts.use = "saml signing";
  return facts;
}

GivenCertificates add(const std::vector<std::string>& texts, KeySource source, Keyring& keyring) {
  GivenCertificates given;
  for (const std::string& text : texts) {
    const auto der = bytes_of(text);
    auto certificate = der ? read_signing_certificate(*der, source) : std::nullopt;
    given.has_unreadable |= !certificate;
    if (!certificate) continue;
    given.sha256.push_back(certificate->facts.sha256);
    keyring.certificates.push_back(std::move(*certificate));
  }
  return given;
}

}  // namespace

std::optional<std::string> certificate_der(std::string_view text) {
  auto der = bytes_of(text);
  return der && read(*der) != nullptr ? der : std::nullopt;
}

std::optional<model::Certificate> describe_certificate(std::string_view der) {
  const Certificate certificate = read(der);
  return certificate ? std::optional(facts_of(certificate.get())) : std::nullopt;
}

std::optional<SigningCertificate> read_signing_certificate(std::string_view der, KeySource source) {
  const Certificate certificate = read(der);
  EVP_PKEY* key = certificate ? X509_get_pubkey(certificate.get()) : nullptr;
  if (key == nullptr) return std::nullopt;
  return SigningCertificate{.source = source,
                            .der = std::string(der),
                            .facts = facts_of(certificate.get()),
                            .key = {key, EVP_PKEY_free}};
}

KeySource judging_source(const GivenCertificates& pasted, const GivenCertificates& published) {
  if (is_given(pasted)) return KeySource::Pasted;
  return is_given(published) ? KeySource::Published : KeySource::Message;
}

Keyring make_keyring(const TrustedCertificates& trusted) {
  Keyring keyring;
  keyring.pasted = add(trusted.pasted, KeySource::Pasted, keyring);
  keyring.published = add(trusted.published, KeySource::Published, keyring);
  return keyring;
}

}  // namespace flexverify::saml
