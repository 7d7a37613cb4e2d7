// A key and a certificate for one host and one run. The browser trusts it by its key alone.
#pragma once

#include <memory>
#include <string>

struct ssl_ctx_st;

namespace flexverify::webdriver {

struct FreeContext {
  void operator()(ssl_ctx_st* context) const;
};
struct CatcherIdentity {
  std::unique_ptr<ssl_ctx_st, FreeContext> context;  // of a TLS server
  std::string pin;  // base64 of the SHA-256 of its SubjectPublicKeyInfo
};

// A context without a pin when OpenSSL refuses.
[[nodiscard]] CatcherIdentity make_identity(const std::string& host);

}  // namespace flexverify::webdriver
