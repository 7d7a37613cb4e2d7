#include "verifier/net/peer.h"

#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>

#include "verifier/model/certificate.h"

namespace flexverify::net {
namespace {

struct FreeNames {
  void operator()(GENERAL_NAMES* names) const { GENERAL_NAMES_free(names); }
};

// RFC 9110 4.3.4, RFC 6125 6.4.4: browsers read the subject's common name no more.
bool names_a_host(const X509* certificate) {
  const std::unique_ptr<GENERAL_NAMES, FreeNames> names(static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
  for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i) {
    const int type = sk_GENERAL_NAME_value(names.get(), i)->type;
    if (type == GEN_DNS || type == GEN_IPADD) return true;
  }
  return false;
}

int refuse_name(X509_STORE_CTX* context, Peer& peer) {
  peer.error = X509_V_ERR_HOSTNAME_MISMATCH;
  peer.words = "it names no host in subjectAltName, and browsers read nothing else";
  X509_STORE_CTX_set_error(context, peer.error);
  return 0;
}

int verify(X509_STORE_CTX* context, void* data) {
  auto& peer = *static_cast<Peer*>(data);
  const X509* leaf = X509_STORE_CTX_get0_cert(context);
  if (leaf != nullptr) peer.certificate = model::describe(leaf);
  const int verified = X509_verify_cert(context);
  peer.error = X509_STORE_CTX_get_error(context);
  if (verified == 1 && leaf != nullptr && !names_a_host(leaf)) return refuse_name(context, peer);
  return verified;
}

}  // namespace

void watch_handshake(ssl_ctx_st* context, void* store, Peer* peer) {
  SSL_CTX_set1_cert_store(context, static_cast<X509_STORE*>(store));
  SSL_CTX_set_cert_verify_callback(context, verify, peer);
}

}  // namespace flexverify::net
