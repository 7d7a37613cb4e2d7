#include "verifier/saml/certificate.h"

#include <openssl/x509.h>

#include <memory>

#include "verifier/base/encoding.h"
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

}  // namespace

std::optional<std::string> certificate_der(std::string_view text) {
  constexpr std::string_view begin = "-----BEGIN CERTIFICATE-----";
  constexpr std::string_view end = "-----END CERTIFICATE-----";
  if (const std::size_t at = text.find(begin); at != std::string_view::npos) {
    text.remove_prefix(at + begin.size());
    text = text.substr(0, text.find(end));
  }
  auto der = base::base64_decode(text);
  if (!der || der->empty() || read(*der) == nullptr) return std::nullopt;
  return der;
}

std::optional<model::Certificate> describe_certificate(std::string_view der) {
  const Certificate certificate = read(der);
  if (!certificate) return std::nullopt;
  model::Certificate facts = model::describe(certificate.get());
  facts.use = "saml signing";
  return facts;
}

}  // namespace flexverify::saml
