#include "tests/lab/tls.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <stdexcept>

#include "verifier/base/crypto.h"

namespace flexverify::lab {
namespace {

constexpr long kDay = 24L * 60 * 60;

struct FreeExtension {
  void operator()(X509_EXTENSION* extension) const { X509_EXTENSION_free(extension); }
};
struct FreeNumber {
  void operator()(BIGNUM* number) const { BN_free(number); }
};
struct FreeBio {
  void operator()(BIO* bio) const { BIO_free(bio); }
};

void require(bool condition) {
  if (!condition) throw std::runtime_error("OpenSSL cannot make a certificate");
}

Key make_key() {
  Key key(EVP_EC_gen("P-256"));
  require(key != nullptr);
  return key;
}

void set_name(X509_NAME* name, const std::string& common_name) {
  const auto* text = reinterpret_cast<const unsigned char*>(common_name.c_str());
  require(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, text, -1, -1, 0) == 1);
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

struct Wanted {
  std::string common_name;
  EVP_PKEY* key;
  long first_day, last_day;
};

// Not signed yet.
Certificate draft(const Wanted& wanted) {
  Certificate certificate(X509_new());
  require(certificate != nullptr);
  X509_set_version(certificate.get(), X509_VERSION_3);
  set_serial(certificate.get());
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), wanted.first_day * kDay);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), wanted.last_day * kDay);
  set_name(X509_get_subject_name(certificate.get()), wanted.common_name);
  X509_set_pubkey(certificate.get(), wanted.key);
  return certificate;
}

void sign(X509* certificate, X509* issuer, EVP_PKEY* key) {
  X509_set_issuer_name(certificate, X509_get_subject_name(issuer));
  add_extension(certificate, issuer, NID_subject_key_identifier, "hash");
  add_extension(certificate, issuer, NID_authority_key_identifier, "keyid:always");
  require(X509_sign(certificate, key, EVP_sha256()) > 0);
}

struct Authority {
  Key key;
  Certificate certificate;
};

Authority make_authority(const std::string& name) {
  Key key = make_key();
  Certificate certificate = draft({name, key.get(), -1, 365});
  add_extension(certificate.get(), certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
  add_extension(certificate.get(), certificate.get(), NID_key_usage,
                "critical,keyCertSign,cRLSign");
  sign(certificate.get(), certificate.get(), key.get());
  return {std::move(key), std::move(certificate)};
}

std::string alternative_names(const std::vector<std::string>& names) {
  std::string value;
  for (const std::string& name : names) value += (value.empty() ? "DNS:" : ",DNS:") + name;
  return value;
}

std::string pem(X509* certificate) {
  const std::unique_ptr<BIO, FreeBio> out(BIO_new(BIO_s_mem()));
  require(out != nullptr && PEM_write_bio_X509(out.get(), certificate) == 1);
  char* data = nullptr;
  const long size = BIO_get_mem_data(out.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

long last_day(TlsFault fault) {
  if (fault == TlsFault::Expired) return -1;
  return fault == TlsFault::EndsSoon ? 10 : 90;
}

}  // namespace

Identity make_identity(const std::vector<std::string>& names, TlsFault fault) {
  const Authority authority = make_authority("Lab authority");
  Key key = make_key();
  Certificate leaf = draft({"Lab", key.get(), -30, last_day(fault)});
  const bool other = fault == TlsFault::OtherName;
  add_extension(leaf.get(), authority.certificate.get(), NID_basic_constraints,
                "critical,CA:FALSE");
  add_extension(leaf.get(), authority.certificate.get(), NID_ext_key_usage, "serverAuth");
  add_extension(leaf.get(), authority.certificate.get(), NID_subject_alt_name,
                other ? "DNS:somebody-else.localhost" : alternative_names(names));
  sign(leaf.get(), authority.certificate.get(), authority.key.get());
  std::string trusted = pem(authority.certificate.get());
  if (fault == TlsFault::OtherAuthority)
    trusted = pem(make_authority("Another authority").certificate.get());
  return {std::move(key), std::move(leaf), std::move(trusted)};
}

}  // namespace flexverify::lab
