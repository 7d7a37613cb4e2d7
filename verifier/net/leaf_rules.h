// What a browser demands of a server's own certificate, besides a trusted chain.
#pragma once

#include "verifier/net/peer.h"

struct x509_store_ctx_st;

namespace flexverify::net {

// Why a browser refuses a leaf certificate whose chain is trusted: X509_V_ERR_…, and the words for
// it in `peer`; 0 when it does not.
int refuse_leaf(x509_store_ctx_st* context, Peer& peer);

}  // namespace flexverify::net
