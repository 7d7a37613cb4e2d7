#include "verifier/net/handshake.h"

#include <openssl/ocsp.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <memory>

#include "verifier/base/check.h"
#include "verifier/net/peer.h"

namespace flexverify::net {
namespace {

constexpr const char* kSuites =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:"
    "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
    "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305:"
    "ECDHE-RSA-AES128-SHA:ECDHE-RSA-AES256-SHA:"
    "AES128-GCM-SHA256:AES256-GCM-SHA384:AES128-SHA:AES256-SHA";
constexpr const char* kGroups = "X25519:P-256:P-384";
constexpr const char* kSignatures =
    "ecdsa_secp256r1_sha256:rsa_pss_rsae_sha256:rsa_pkcs1_sha256:"
    "ecdsa_secp384r1_sha384:rsa_pss_rsae_sha384:rsa_pkcs1_sha384:"
    "rsa_pss_rsae_sha512:rsa_pkcs1_sha512";
constexpr int kFrom1024BitsOfRsa = 1;  // OpenSSL's security level

struct FreeResponse {
  void operator()(OCSP_RESPONSE* response) const { OCSP_RESPONSE_free(response); }
};
struct FreeBasic {
  void operator()(OCSP_BASICRESP* basic) const { OCSP_BASICRESP_free(basic); }
};
using Basic = std::unique_ptr<OCSP_BASICRESP, FreeBasic>;

Basic stapled_answer(SSL* ssl) {
  const unsigned char* bytes = nullptr;
  const long size = SSL_get_tlsext_status_ocsp_resp(ssl, &bytes);
  if (size <= 0 || bytes == nullptr) return nullptr;
  const std::unique_ptr<OCSP_RESPONSE, FreeResponse> response(
      d2i_OCSP_RESPONSE(nullptr, &bytes, size));
  return Basic(response ? OCSP_response_get1_basic(response.get()) : nullptr);
}

bool says_revoked(OCSP_BASICRESP* answer, X509* leaf) {
  for (int i = 0; i < OCSP_resp_count(answer); ++i) {
    OCSP_SINGLERESP* one = OCSP_resp_get0(answer, i);
    ASN1_INTEGER* serial = nullptr;
    OCSP_id_get0_info(nullptr, nullptr, nullptr, &serial,
                      const_cast<OCSP_CERTID*>(OCSP_SINGLERESP_get0_id(one)));
    if (ASN1_INTEGER_cmp(serial, X509_get0_serialNumber(leaf)) != 0) continue;
    if (OCSP_single_get0_status(one, nullptr, nullptr, nullptr, nullptr) ==
        V_OCSP_CERTSTATUS_REVOKED)
      return true;
  }
  return false;
}

int on_status(SSL* ssl, void* data) {
  constexpr int kGoOn = 1, kRefuse = 0;
  const Basic answer = stapled_answer(ssl);
  X509* leaf = SSL_get0_peer_certificate(ssl);
  if (!answer || leaf == nullptr) return kGoOn;
  X509_STORE* store = SSL_CTX_get_cert_store(SSL_get_SSL_CTX(ssl));
  if (OCSP_basic_verify(answer.get(), SSL_get_peer_cert_chain(ssl), store, 0) != 1) return kGoOn;
  if (!says_revoked(answer.get(), leaf)) return kGoOn;
  static_cast<Peer*>(data)->error = X509_V_ERR_CERT_REVOKED;
  return kRefuse;
}

// Where a context keeps its peer for a callback that is given nothing else.
int peer_index() {
  static const int index = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
  return index;
}

int on_certificate_request(SSL* ssl, X509**, EVP_PKEY**) {
  constexpr int kNone = 0;
  static_cast<Peer*>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), peer_index()))
      ->asked_for_certificate = true;
  return kNone;
}

}  // namespace

void note_certificate_request(SSL_CTX* context, Peer* peer) {
  SSL_CTX_set_ex_data(context, peer_index(), peer);
  SSL_CTX_set_client_cert_cb(context, on_certificate_request);
}

void offer_what_browsers_do(SSL_CTX* context) {
  SSL_CTX_set_security_level(context, kFrom1024BitsOfRsa);
  FV_CHECK(SSL_CTX_set_cipher_list(context, kSuites) == 1);
  FV_CHECK(SSL_CTX_set1_groups_list(context, kGroups) == 1);
  FV_CHECK(SSL_CTX_set1_sigalgs_list(context, kSignatures) == 1);
}

void heed_stapled_answer(SSL_CTX* context, Peer* peer) {
  SSL_CTX_set_tlsext_status_type(context, TLSEXT_STATUSTYPE_ocsp);
  SSL_CTX_callback_ctrl(context, SSL_CTRL_SET_TLSEXT_STATUS_REQ_CB,
                        reinterpret_cast<void (*)()>(on_status));  // the macro's cast is C's
  SSL_CTX_set_tlsext_status_arg(context, peer);
}

}  // namespace flexverify::net
