#include "verifier/serve/stream.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace flexverify::serve {
namespace {

base::Millis left_until(base::SteadyTime end) {
  return std::max(base::Millis{0}, end - base::SystemClock().steady());
}

bool use(SSL_CTX* context, const config::ServeTls& tls) {
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  if (SSL_CTX_use_certificate_chain_file(context, tls.certificate.c_str()) != 1 ||
      SSL_CTX_use_PrivateKey_file(context, tls.key.c_str(), SSL_FILETYPE_PEM) != 1 ||
      SSL_CTX_check_private_key(context) != 1)
    return false;
  if (tls.client_ca.empty()) return true;
  SSL_CTX_set_client_CA_list(context, SSL_load_client_CA_file(tls.client_ca.c_str()));
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  return SSL_CTX_load_verify_file(context, tls.client_ca.c_str()) == 1;
}

}  // namespace

base::Result<std::shared_ptr<const TlsServer>> TlsServer::load(const config::ServeTls& tls) {
  if (tls.certificate.empty()) return nullptr;
  auto server = std::make_shared<TlsServer>();
  SSL_CTX* const context = SSL_CTX_new(TLS_server_method());
  server->context_ = {context, [](void* one) { SSL_CTX_free(static_cast<SSL_CTX*>(one)); }};
  if (context != nullptr && use(context, tls)) return server;
  ERR_clear_error();
  return base::fail(tls.certificate, "certificate, key or client_ca cannot be used");
}

struct Stream::Tls {
  explicit Tls(void* context) : ssl(SSL_new(static_cast<SSL_CTX*>(context))) {}
  ~Tls() { SSL_free(ssl); }
  Tls(const Tls&) = delete;
  Tls& operator=(const Tls&) = delete;
  SSL* ssl;
};

Stream::Stream(int socket, const TlsServer* tls, base::SteadyTime end)
    : socket_(socket), end_(end) {
  if (tls == nullptr) return;
  tls_ = std::make_unique<Tls>(tls->context());
  SSL_set_fd(tls_->ssl, socket_);
  SSL_set_accept_state(tls_->ssl);
}

Stream::~Stream() {
  tls_.reset();
  ::close(socket_);
}

bool Stream::wait(short events) const {
  pollfd waiting{.fd = socket_, .events = events, .revents = 0};
  const auto left = left_until(end_);
  return left.count() > 0 && ::poll(&waiting, 1, static_cast<int>(left.count())) > 0;
}

bool Stream::wait_for_tls(int result) const {
  switch (SSL_get_error(tls_->ssl, result)) {
    case SSL_ERROR_WANT_READ:
      return wait(POLLIN);
    case SSL_ERROR_WANT_WRITE:
      return wait(POLLOUT);
    default:
      ERR_clear_error();
      return false;
  }
}

bool Stream::shake_hands() {
  if (!tls_) return true;
  int result = SSL_do_handshake(tls_->ssl);
  while (result != 1) {
    if (!wait_for_tls(result)) return false;
    result = SSL_do_handshake(tls_->ssl);
  }
  return true;
}

std::string Stream::read() {
  std::array<char, 4096> buffer;
  const auto size = static_cast<int>(buffer.size());
  for (;;) {
    const auto got = tls_ ? SSL_read(tls_->ssl, buffer.data(), size)
                          : static_cast<int>(::recv(socket_, buffer.data(), buffer.size(), 0));
    if (got > 0) return {buffer.data(), static_cast<std::size_t>(got)};
    const bool would_wait = !tls_ && got < 0 && (errno == EAGAIN || errno == EINTR);
    if (tls_ ? !wait_for_tls(got) : !(would_wait && wait(POLLIN))) return "";
  }
}

bool Stream::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const int size = static_cast<int>(std::min<std::size_t>(bytes.size(), 64 * 1024));
    const auto put = tls_ ? SSL_write(tls_->ssl, bytes.data(), size)
                          : static_cast<int>(::send(socket_, bytes.data(),
                                                    static_cast<std::size_t>(size), MSG_NOSIGNAL));
    if (put > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(put));
      continue;
    }
    const bool would_wait = !tls_ && put < 0 && (errno == EAGAIN || errno == EINTR);
    if (tls_ ? !wait_for_tls(put) : !(would_wait && wait(POLLOUT))) return false;
  }
  return true;
}

void Stream::finish() {
  constexpr std::size_t kMostIgnored = 256 * 1024;
  if (tls_) SSL_shutdown(tls_->ssl);
  ::shutdown(socket_, SHUT_WR);
  std::size_t ignored = 0;  // a close with unread bytes would take the answer back
  for (std::array<char, 4096> rest; ignored < kMostIgnored && wait(POLLIN);) {
    const auto got = ::recv(socket_, rest.data(), rest.size(), 0);
    if (got <= 0) break;
    ignored += static_cast<std::size_t>(got);
  }
}

}  // namespace flexverify::serve
