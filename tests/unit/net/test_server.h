// Servers on loopback, each in its own thread for the time of a test.
#pragma once

#include <arpa/inet.h>
#include <httplib.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>
#include <thread>

#include "tests/support/pki.h"

namespace flexverify::test {

class TlsServer {
 public:
  explicit TlsServer(const Identity& identity, X509_STORE* client_store = nullptr)
      : server_(identity.certificate.get(), identity.key.get(), client_store) {}
  ~TlsServer() {
    server_.stop();
    if (thread_.joinable()) thread_.join();
  }
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

  httplib::SSLServer& routes() { return server_; }
  int start() {
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    while (!server_.is_running()) std::this_thread::yield();  // or stop() would do nothing
    return port_;
  }

 private:
  httplib::SSLServer server_;
  int port_ = 0;
  std::thread thread_;
};

// Listens on a free port of 127.0.0.1.
inline int listen_on_loopback(int& port) {
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (bind(listener, generic, size) != 0 || listen(listener, 4) != 0) return -1;
  getsockname(listener, generic, &size);
  port = ntohs(address.sin_port);
  return listener;
}

// Answers one request with these bytes, whatever was asked, and closes the connection.
class RawServer {
 public:
  explicit RawServer(std::string bytes) : bytes_(std::move(bytes)) {
    listener_ = listen_on_loopback(port_);
    thread_ = std::thread([this] { serve(); });
  }
  ~RawServer() {
    shutdown(listener_, SHUT_RDWR);  // wakes accept() when nobody came
    thread_.join();
    close(listener_);
  }
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;

  [[nodiscard]] int port() const { return port_; }
  // What was asked. Only after the exchange has ended. Bodies are not read.
  std::string request() {
    thread_.join();
    thread_ = std::thread([] {});
    return request_;
  }

 private:
  void serve() {
    const int peer = accept(listener_, nullptr, nullptr);
    if (peer < 0) return;
    char buffer[4096];
    while (request_.find("\r\n\r\n") == std::string::npos) {
      const ssize_t count = recv(peer, buffer, sizeof buffer, 0);
      if (count <= 0) break;
      request_.append(buffer, static_cast<std::size_t>(count));
    }
    std::size_t done = 0;
    while (done < bytes_.size()) {
      const ssize_t count = ::send(peer, bytes_.data() + done, bytes_.size() - done, MSG_NOSIGNAL);
      if (count <= 0) break;
      done += static_cast<std::size_t>(count);
    }
    close(peer);
  }

  std::string bytes_;
  std::string request_;
  int listener_ = -1;
  int port_ = 0;
  std::thread thread_;
};

}  // namespace flexverify::test
