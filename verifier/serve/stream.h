// The bytes of one connection, plain or by TLS, up to a moment. stream.cpp alone knows OpenSSL's
// connections.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "verifier/base/result.h"
#include "verifier/base/time.h"
#include "verifier/config/serve.h"

namespace flexverify::serve {

// A certificate and a key, and who may connect. Shared by all connections.
class TlsServer {
 public:
  // null when `tls` names no certificate; an Error when it cannot be used.
  static base::Result<std::shared_ptr<const TlsServer>> load(const config::ServeTls& tls);
  [[nodiscard]] void* context() const { return context_.get(); }

 private:
  std::shared_ptr<void> context_;
};

class Stream {
 public:
  // Takes the socket, which it closes. Nothing lasts beyond `end`.
  Stream(int socket, const TlsServer* tls, base::SteadyTime end);
  ~Stream();
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  void lasts_until(base::SteadyTime end) { end_ = end; }
  [[nodiscard]] bool shake_hands();  // nothing to do without TLS
  // "" when nothing comes any more.
  [[nodiscard]] std::string read();
  [[nodiscard]] bool write(std::string_view bytes);
  // Says that nothing follows, and lets the peer read what was written.
  void finish();

 private:
  struct Tls;
  [[nodiscard]] bool wait(short events) const;
  [[nodiscard]] bool wait_for_tls(int result) const;

  int socket_;
  base::SteadyTime end_;
  std::unique_ptr<Tls> tls_;
};

}  // namespace flexverify::serve
