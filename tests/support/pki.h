// Certificates for tests and the lab, made on the spot: an authority, leaves that it signs, and
// certificates that sign themselves.
#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

#include "verifier/base/time.h"

namespace flexverify::test {

struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct FreeCertificate {
  void operator()(X509* certificate) const { X509_free(certificate); }
};
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;
using CertificatePtr = std::unique_ptr<X509, FreeCertificate>;

struct Identity {
  Key key;
  CertificatePtr certificate;
};
// Seconds from now.
struct Lifetime {
  long from = -3600;
  long until = 86400L * 30;
};
enum class KeyKind { Rsa, EllipticCurve };  // 2048 bits; P-256, made in no time

[[nodiscard]] Identity make_authority(const std::string& name, const Lifetime& lifetime = {});
// A server's or a client's certificate. `names` as OpenSSL writes them: "DNS:a,DNS:b".
[[nodiscard]] Identity make_leaf(const Identity& authority, const std::string& common_name,
                                 const std::string& names, const Lifetime& lifetime);
// For the one DNS name `host`.
[[nodiscard]] Identity make_leaf(const Identity& authority, const std::string& host,
                                 const Lifetime& lifetime = {});
// Signed by itself, without extensions: what an identity provider signs SAML with.
[[nodiscard]] Identity make_self_signed(const std::string& common_name, base::WallTime not_before,
                                        base::WallTime not_after, KeyKind kind);

[[nodiscard]] std::string pem_of(X509* certificate);
[[nodiscard]] std::string pem_of(EVP_PKEY* key);

}  // namespace flexverify::test
