#include "tests/support/pki.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include <stdexcept>

#include "verifier/base/crypto.h"

namespace flexverify::test {
namespace {

struct FreeExtension {
  void operator()(X509_EXTENSION* extension) const { X509_EXTENSION_free(extension); }
};
struct FreeNumber {
  void operator()(BIGNUM* number) const { BN_free(number); }
};
struct FreeBio {
  void operator()(BIO* bio) const { BIO_free(bio); }
};
using Bio = std::unique_ptr<BIO, FreeBio>;

void require(bool condition) {
  if (!condition) throw std::runtime_error("OpenSSL cannot make a certificate");
}

void add_extension(X509* certificate, X509* issuer, int nid, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const std::unique_ptr<X509_EXTENSION, FreeExtension> extension(
      X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()));
  require(extension != nullptr && X509_add_ext(certificate, extension.get(), -1) == 1);
}

void set_serial(X509* certificate) {
  // RFC 5280 4.1.2.2: positive, at most 20 octets.
  std::string bytes = base::random_bytes(16);
  bytes[0] = '\x01';
  const std::unique_ptr<BIGNUM, FreeNumber> number(
      BN_bin2bn(reinterpret_cast<const unsigned char*>(bytes.data()), 16, nullptr));
  require(number != nullptr &&
          BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr);
}

// Neither dated nor signed yet.
Identity draft(const std::string& common_name, KeyKind kind) {
  Identity made{Key(kind == KeyKind::Rsa ? EVP_RSA_gen(2048) : EVP_EC_gen("P-256")),
                CertificatePtr(X509_new())};
  require(made.key && made.certificate);
  X509* certificate = made.certificate.get();
  X509_set_version(certificate, X509_VERSION_3);
  set_serial(certificate);
  const auto* text = reinterpret_cast<const unsigned char*>(common_name.c_str());
  require(X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8, text,
                                     -1, -1, 0) == 1);
  X509_set_pubkey(certificate, made.key.get());
  return made;
}

void set_lifetime(X509* certificate, const Lifetime& lifetime) {
  X509_gmtime_adj(X509_getm_notBefore(certificate), lifetime.from);
  X509_gmtime_adj(X509_getm_notAfter(certificate), lifetime.until);
}

void set_time(ASN1_TIME* field, base::WallTime time) {
  ASN1_TIME_set(field, std::chrono::system_clock::to_time_t(time));
}

void sign(X509* certificate, X509* issuer, EVP_PKEY* key) {
  X509_set_issuer_name(certificate, X509_get_subject_name(issuer));
  require(X509_sign(certificate, key, EVP_sha256()) > 0);
}

void sign_with_key_ids(X509* certificate, X509* issuer, EVP_PKEY* key) {
  add_extension(certificate, issuer, NID_subject_key_identifier, "hash");
  add_extension(certificate, issuer, NID_authority_key_identifier, "keyid:always");
  sign(certificate, issuer, key);
}

std::string text_of(const Bio& bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

}  // namespace

Identity make_authority(const std::string& name, const Lifetime& lifetime) {
  Identity made = draft(name, KeyKind::EllipticCurve);
  X509* certificate = made.certificate.get();
  set_lifetime(certificate, lifetime);
  add_extension(certificate, certificate, NID_basic_constraints, "critical,CA:TRUE");
  add_extension(certificate, certificate, NID_key_usage, "critical,keyCertSign,cRLSign");
  sign_with_key_ids(certificate, certificate, made.key.get());
  return made;
}

Identity make_leaf(const Identity& authority, const std::string& common_name,
                   const std::string& names, const Lifetime& lifetime) {
  Identity made = draft(common_name, KeyKind::EllipticCurve);
  X509* certificate = made.certificate.get();
  X509* issuer = authority.certificate.get();
  set_lifetime(certificate, lifetime);
  add_extension(certificate, issuer, NID_basic_constraints, "critical,CA:FALSE");
  add_extension(certificate, issuer, NID_ext_key_usage, "serverAuth,clientAuth");
  add_extension(certificate, issuer, NID_subject_alt_name, names);
  sign_with_key_ids(certificate, issuer, authority.key.get());
  return made;
}

Identity make_leaf(const Identity& authority, const std::string& host, const Lifetime& lifetime) {
  return make_leaf(authority, host, "DNS:" + host, lifetime);
}

Identity make_self_signed(const std::string& common_name, base::WallTime not_before,
                          base::WallTime not_after, KeyKind kind) {
  Identity made = draft(common_name, kind);
  set_time(X509_getm_notBefore(made.certificate.get()), not_before);
  set_time(X509_getm_notAfter(made.certificate.get()), not_after);
  sign(made.certificate.get(), made.certificate.get(), made.key.get());
  return made;
}

std::string pem_of(X509* certificate) {
  const Bio out(BIO_new(BIO_s_mem()));
  require(out != nullptr && PEM_write_bio_X509(out.get(), certificate) == 1);
  return text_of(out);
}

std::string pem_of(EVP_PKEY* key) {
  const Bio out(BIO_new(BIO_s_mem()));
  require(out != nullptr &&
          PEM_write_bio_PrivateKey(out.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1);
  return text_of(out);
}

}  // namespace flexverify::test
