// The handshake of a browser, and what it showed.
#pragma once

#include "verifier/net/peer.h"

struct ssl_ctx_st;

namespace flexverify::net {

// Shakes hands as a browser does (handshake.h) and keeps what it saw in `peer`, which must outlive
// the context.
// `store` is the X509_STORE of TrustStore.
void watch_handshake(ssl_ctx_st* context, void* store, Peer* peer);

}  // namespace flexverify::net
