// A TLS server that does to each of its connections what it is told, and counts what came.
#pragma once

#include <openssl/ssl.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/unit/net/test_server.h"

namespace flexverify::test {

enum class Deed {
  Answer,           // once, and then the connection stays
  CloseAtOnce,      // after the handshake
  CloseUnanswered,  // when the request is there
  CloseForGood,     // the same, and nobody listens any more
  Reset,            // when the request is there
  RefuseStream,     // HTTP/2: RST_STREAM with REFUSED_STREAM
  WantHttp1,        // HTTP/2: RST_STREAM with HTTP_1_1_REQUIRED
  GoAway            // HTTP/2: GOAWAY that names no stream, and the end
};

class OnceServer {
 public:
  // The deed of each connection in turn; the last one is that of all others.
  OnceServer(const Identity& identity, std::vector<Deed> deeds);
  ~OnceServer();
  OnceServer(const OnceServer&) = delete;
  OnceServer& operator=(const OnceServer&) = delete;

  [[nodiscard]] int port() const { return port_; }
  void wait_until_closed(int connections);  // by the server
  // How often the text came, over all connections, in bodies or anywhere.
  [[nodiscard]] int times(const std::string& text);
  [[nodiscard]] int requests();     // that began
  [[nodiscard]] int connections();  // whose handshake succeeded

 private:
  void accept_all();
  void serve(int socket, Deed deed);
  void serve_http1(SSL* tls, Deed deed);
  void serve_http2(SSL* tls, Deed deed);
  void keep(const std::string& text, int requests);
  void count(int OnceServer::* what);

  SSL_CTX* context_ = SSL_CTX_new(TLS_server_method());
  std::vector<Deed> deeds_;
  int listener_ = -1, port_ = 0;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::string seen_;
  int requests_ = 0, connections_ = 0, closed_ = 0;
  std::vector<std::thread> threads_;
  std::thread acceptor_;
};

}  // namespace flexverify::test
