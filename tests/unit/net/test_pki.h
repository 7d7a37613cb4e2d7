// Certificates for tests, made on the spot: an authority, and leaves that it signs.
#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <string>

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

inline void add_extension(X509* certificate, X509* issuer, int nid, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

inline Identity make_identity(const std::string& name, const Lifetime& lifetime,
                              const Identity* issuer, const std::string& constraints,
                              const std::string& alternative_names) {
  static long serial = 1;
  Identity made{Key(EVP_EC_gen("P-256")), CertificatePtr(X509_new())};
  X509* certificate = made.certificate.get();
  X509_set_version(certificate, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), serial++);
  X509_gmtime_adj(X509_getm_notBefore(certificate), lifetime.from);
  X509_gmtime_adj(X509_getm_notAfter(certificate), lifetime.until);
  const auto* text = reinterpret_cast<const unsigned char*>(name.c_str());
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8, text, -1, -1,
                             0);
  X509* parent = issuer == nullptr ? certificate : issuer->certificate.get();
  X509_set_issuer_name(certificate, X509_get_subject_name(parent));
  X509_set_pubkey(certificate, made.key.get());
  add_extension(certificate, parent, NID_basic_constraints, constraints);
  if (!alternative_names.empty())
    add_extension(certificate, parent, NID_subject_alt_name, alternative_names);
  X509_sign(certificate, issuer == nullptr ? made.key.get() : issuer->key.get(), EVP_sha256());
  return made;
}

inline Identity make_authority(const std::string& name) {
  return make_identity(name, {}, nullptr, "critical,CA:TRUE", "");
}
// For one DNS name.
inline Identity make_leaf(const Identity& authority, const std::string& host,
                          const Lifetime& lifetime = {}) {
  return make_identity(host, lifetime, &authority, "CA:FALSE", "DNS:" + host);
}

inline std::string pem_of(X509* certificate) {
  BIO* out = BIO_new(BIO_s_mem());
  PEM_write_bio_X509(out, certificate);
  char* data = nullptr;
  const long size = BIO_get_mem_data(out, &data);
  std::string text(data, static_cast<std::size_t>(size));
  BIO_free(out);
  return text;
}
inline std::string pem_of(EVP_PKEY* key) {
  BIO* out = BIO_new(BIO_s_mem());
  PEM_write_bio_PrivateKey(out, key, nullptr, nullptr, 0, nullptr, nullptr);
  char* data = nullptr;
  const long size = BIO_get_mem_data(out, &data);
  std::string text(data, static_cast<std::size_t>(size));
  BIO_free(out);
  return text;
}

}  // namespace flexverify::test
