#include "verifier/net/peer.h"

#include <openssl/ssl.h>
#include <openssl/x509.h>

#include "verifier/model/certificate.h"

namespace flexverify::net {
namespace {

int verify(X509_STORE_CTX* context, void* data) {
  auto& peer = *static_cast<Peer*>(data);
  if (const X509* leaf = X509_STORE_CTX_get0_cert(context))
    peer.certificate = model::describe(leaf);
  const int verified = X509_verify_cert(context);
  peer.error = X509_STORE_CTX_get_error(context);
  return verified;
}

}  // namespace

void watch_handshake(ssl_ctx_st* context, void* store, Peer* peer) {
  SSL_CTX_set1_cert_store(context, static_cast<X509_STORE*>(store));
  SSL_CTX_set_cert_verify_callback(context, verify, peer);
}

}  // namespace flexverify::net
