#include "verifier/net/watch_handshake.h"

#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>

#include "verifier/model/certificate.h"
#include "verifier/net/handshake.h"
#include "verifier/net/leaf_rules.h"

namespace flexverify::net {
namespace {

struct FreeAccess {
  void operator()(AUTHORITY_INFO_ACCESS* access) const { AUTHORITY_INFO_ACCESS_free(access); }
};

// RFC 5280 4.2.2.1: browsers fetch what the server should have sent.
bool says_where_its_issuer_is(const X509* leaf) {
  const std::unique_ptr<AUTHORITY_INFO_ACCESS, FreeAccess> access(
      static_cast<AUTHORITY_INFO_ACCESS*>(
          X509_get_ext_d2i(leaf, NID_info_access, nullptr, nullptr)));
  for (int i = 0; access && i < sk_ACCESS_DESCRIPTION_num(access.get()); ++i)
    if (OBJ_obj2nid(sk_ACCESS_DESCRIPTION_value(access.get(), i)->method) == NID_ad_ca_issuers)
      return true;
  return false;
}

// Nothing above the leaf was sent.
bool is_incomplete(X509_STORE_CTX* context) {
  const X509* leaf = X509_STORE_CTX_get0_cert(context);
  const STACK_OF(X509)* sent = X509_STORE_CTX_get0_untrusted(context);
  const bool alone = sent == nullptr || sk_X509_num(sent) <= 1;
  return leaf != nullptr && alone && says_where_its_issuer_is(leaf);
}

int error_of_chain(X509_STORE_CTX* context) {
  const int error = X509_STORE_CTX_get_error(context);
  const bool unknown = error == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY;
  return unknown && is_incomplete(context) ? X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE : error;
}

int verify(X509_STORE_CTX* context, void* data) {
  auto& peer = *static_cast<Peer*>(data);
  const X509* leaf = X509_STORE_CTX_get0_cert(context);
  if (leaf != nullptr) peer.certificate = model::describe(leaf);
  if (X509_verify_cert(context) != 1) {
    peer.error = error_of_chain(context);
    return 0;
  }
  peer.error = refuse_leaf(context, peer);
  X509_STORE_CTX_set_error(context, peer.error);
  return peer.error == X509_V_OK ? 1 : 0;
}

}  // namespace

void watch_handshake(ssl_ctx_st* context, void* store, Peer* peer) {
  SSL_CTX_set1_cert_store(context, static_cast<X509_STORE*>(store));
  SSL_CTX_set_cert_verify_callback(context, verify, peer);
  offer_what_browsers_do(context);
  heed_stapled_answer(context, peer);
  note_certificate_request(context, peer);
}

}  // namespace flexverify::net
