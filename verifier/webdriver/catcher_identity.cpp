#include "verifier/webdriver/catcher_identity.h"

#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include "verifier/base/check.h"
#include "verifier/base/crypto.h"
#include "verifier/base/encoding.h"

namespace flexverify::webdriver {
namespace {

struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct FreeCertificate {
  void operator()(X509* certificate) const { X509_free(certificate); }
};
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;
using Context = std::unique_ptr<ssl_ctx_st, FreeContext>;
using Certificate = std::unique_ptr<X509, FreeCertificate>;

constexpr long kDay = 86400;

void add_extension(X509* certificate, int what, const std::string& value) {
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, what, value.c_str());
  FV_CHECK(extension != nullptr);
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

Certificate self_signed(EVP_PKEY* key, const std::string& host) {
  Certificate made(X509_new());
  X509_set_version(made.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(made.get()), -kDay);
  X509_gmtime_adj(X509_getm_notAfter(made.get()), kDay);
  X509_set_pubkey(made.get(), key);
  add_extension(made.get(), NID_subject_alt_name, "DNS:" + host);
  FV_CHECK(X509_sign(made.get(), key, EVP_sha256()) > 0);
  return made;
}

std::string pin_of(X509* certificate) {
  unsigned char* bytes = nullptr;
  const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &bytes);
  FV_CHECK(size > 0);
  const std::string info(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  OPENSSL_free(bytes);
  return base::base64_encode(base::sha256(info));
}

}  // namespace

void FreeContext::operator()(ssl_ctx_st* context) const { SSL_CTX_free(context); }

CatcherIdentity make_identity(const std::string& host) {
  const Key key(EVP_EC_gen("P-256"));
  FV_CHECK(key != nullptr);
  const Certificate certificate = self_signed(key.get(), host);
  CatcherIdentity identity{.context = Context(SSL_CTX_new(TLS_server_method())),
                           .pin = pin_of(certificate.get())};
  FV_CHECK(identity.context != nullptr);
  SSL_CTX_set_min_proto_version(identity.context.get(), TLS1_2_VERSION);
  FV_CHECK(SSL_CTX_use_certificate(identity.context.get(), certificate.get()) == 1);
  FV_CHECK(SSL_CTX_use_PrivateKey(identity.context.get(), key.get()) == 1);
  return identity;
}

}  // namespace flexverify::webdriver
