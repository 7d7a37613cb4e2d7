#include "verifier/saml/certificate.h"

#include <openssl/bio.h>
#include <openssl/x509.h>

#include <array>
#include <chrono>
#include <ctime>
#include <memory>

#include "verifier/base/crypto.h"
#include "verifier/base/encoding.h"
#include "verifier/base/text.h"

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

std::string subject_of(const X509* certificate) {
  struct FreeBio {
    void operator()(BIO* bio) const { BIO_free(bio); }
  };
  const std::unique_ptr<BIO, FreeBio> out(BIO_new(BIO_s_mem()));
  X509_NAME_print_ex(out.get(), X509_get_subject_name(certificate), 0,
                     XN_FLAG_ONELINE & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB));
  std::array<char, 512> buffer{};
  const int length = BIO_read(out.get(), buffer.data(), static_cast<int>(buffer.size()));
  return base::printable(
      std::string_view(buffer.data(), length > 0 ? static_cast<std::size_t>(length) : 0));
}

base::WallTime time_of(const ASN1_TIME* time) {
  std::tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1) return {};
  return std::chrono::time_point_cast<base::Millis>(
      std::chrono::system_clock::from_time_t(timegm(&parts)));
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
  return model::Certificate{.use = "saml signing",
                            .subject = subject_of(certificate.get()),
                            .sha256 = base::hex_encode(base::sha256(der)),
                            .not_after = time_of(X509_get0_notAfter(certificate.get())),
                            .days_left = 0};
}

}  // namespace flexverify::saml
