// What a browser offers and demands in a TLS handshake, besides a trusted chain: Chromium 156,
// tried row by row in tests/interop/tls_test.py.
#pragma once

struct ssl_ctx_st;
struct x509_store_ctx_st;

namespace flexverify::net {

struct Peer;

// Versions, cipher suites, groups and signatures; no key below 1024 bits of RSA, nothing by SHA-1.
void offer_what_browsers_do(ssl_ctx_st* context);
// Ends the handshake when the server's own OCSP answer says that its certificate is revoked; an
// answer that is missing or cannot be verified says nothing. `peer` must outlive the context.
void heed_stapled_answer(ssl_ctx_st* context, Peer* peer);
// Keeps whether the server asks for a client certificate that is not there. `peer` must outlive the
// context.
void note_certificate_request(ssl_ctx_st* context, Peer* peer);

}  // namespace flexverify::net
