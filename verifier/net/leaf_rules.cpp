#include "verifier/net/leaf_rules.h"

#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <memory>

namespace flexverify::net {
namespace {

struct FreeNames {
  void operator()(GENERAL_NAMES* names) const { GENERAL_NAMES_free(names); }
};
// RFC 9110 4.3.4, RFC 6125 6.4.4: browsers read the subject's common name no more.
bool names_a_host(const X509* leaf) {
  const std::unique_ptr<GENERAL_NAMES, FreeNames> names(
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(leaf, NID_subject_alt_name, nullptr, nullptr)));
  for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i) {
    const int type = sk_GENERAL_NAME_value(names.get(), i)->type;
    if (type == GEN_DNS || type == GEN_IPADD) return true;
  }
  return false;
}

bool encrypts_the_key(const X509_STORE_CTX* context) {
  const auto* ssl =
      static_cast<SSL*>(X509_STORE_CTX_get_ex_data(context, SSL_get_ex_data_X509_STORE_CTX_idx()));
  const SSL_CIPHER* suite = ssl == nullptr ? nullptr : SSL_get_pending_cipher(ssl);
  return suite != nullptr && SSL_CIPHER_get_kx_nid(suite) == NID_kx_rsa;
}

// RFC 8446 4.4.2.2, RFC 5246 7.4.2: the key of an RSA certificate is used as it permits.
bool forbids_this_use(const X509_STORE_CTX* context, X509* leaf) {
  const EVP_PKEY* key = X509_get0_pubkey(leaf);
  if (key == nullptr || EVP_PKEY_get_base_id(key) != EVP_PKEY_RSA) return false;
  const unsigned wanted = encrypts_the_key(context) ? KU_KEY_ENCIPHERMENT : KU_DIGITAL_SIGNATURE;
  return (X509_get_key_usage(leaf) & wanted) == 0;
}

}  // namespace

int refuse_leaf(X509_STORE_CTX* context, Peer& peer) {
  X509* leaf = X509_STORE_CTX_get0_cert(context);
  if (leaf == nullptr) return X509_V_OK;
  if (!names_a_host(leaf)) {
    peer.words = "it names no host in subjectAltName, and browsers read nothing else";
    return X509_V_ERR_HOSTNAME_MISMATCH;
  }
  if (!forbids_this_use(context, leaf)) return X509_V_OK;
  peer.words = "its key usage forbids what TLS needs its key for";
  return X509_V_ERR_KEYUSAGE_NO_DIGITAL_SIGNATURE;
}

}  // namespace flexverify::net
