// What a TLS handshake showed: the leaf certificate and the verdict on its chain.
#pragma once

#include <optional>
#include <string>

#include "verifier/model/exchange.h"

struct ssl_ctx_st;

namespace flexverify::net {

struct Peer {
  std::optional<model::Certificate> certificate;  // without use and days_left
  int error = 0;                                  // X509_V_ERR_…, 0 when the chain is trusted
  std::string words = {};              // why it was refused here, where OpenSSL would have taken it
  bool asked_for_certificate = false;  // … of the client, which had none
};

// Shakes hands as a browser does (handshake.h) and keeps what it saw in `peer`, which must outlive
// the context.
// `store` is the X509_STORE of TrustStore.
void watch_handshake(ssl_ctx_st* context, void* store, Peer* peer);

}  // namespace flexverify::net
