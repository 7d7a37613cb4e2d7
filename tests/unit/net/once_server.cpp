#include "tests/unit/net/once_server.h"

#include <algorithm>
#include <array>

namespace flexverify::test {
namespace {

bool speaks_http2(Deed deed) {
  return deed == Deed::RefuseStream || deed == Deed::WantHttp1 || deed == Deed::GoAway;
}

// RFC 7301: the deed says which protocol the server takes of those that are offered.
int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* size,
                    const unsigned char* offered, unsigned offered_size, void* http2) {
  const std::string wanted = http2 != nullptr ? "\x02h2" : "\x08http/1.1";
  const auto* const end = offered + offered_size;
  const auto* const found = std::search(offered, end, wanted.begin(), wanted.end());
  if (found == end) return SSL_TLSEXT_ERR_NOACK;
  *chosen = found + 1;
  *size = *found;
  return SSL_TLSEXT_ERR_OK;
}

bool read_all(SSL* tls, std::string& into, std::size_t size) {
  into.resize(size);
  for (std::size_t done = 0; done < size;) {
    std::size_t count = 0;
    if (SSL_read_ex(tls, into.data() + done, size - done, &count) != 1) return false;
    done += count;
  }
  return true;
}

void write_all(SSL* tls, const std::string& bytes) {
  std::size_t written = 0;
  SSL_write_ex(tls, bytes.data(), bytes.size(), &written);
}

void reset_at_close(int socket) {
  const linger at_once{.l_onoff = 1, .l_linger = 0};
  setsockopt(socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

// RFC 9113 4.1.
constexpr char kData = 0, kHeaders = 1, kReset = 3, kSettings = 4, kGoAway = 7;
struct Frame {
  char type = 0;
  char flags = 0;
  std::string stream;  // four bytes
  std::string payload;
};
std::string bytes_of(const Frame& frame) {
  const std::string size = {0, 0, static_cast<char>(frame.payload.size())};
  return size + frame.type + frame.flags + frame.stream + frame.payload;
}
bool read_frame(SSL* tls, Frame& frame) {
  std::string head;
  if (!read_all(tls, head, 9)) return false;
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(head[at]); };
  frame = {.type = head[3], .flags = head[4], .stream = head.substr(5), .payload = {}};
  return read_all(tls, frame.payload, byte(0) * 65536U + byte(1) * 256U + byte(2));
}

const std::string kNoStream(4, '\0');
constexpr char kRefusedStream = 7, kHttp11Required = 13;
std::string four_bytes(char last) { return {0, 0, 0, last}; }

std::string answer_to(const Frame& request, Deed deed) {
  if (deed == Deed::GoAway) return bytes_of({kGoAway, 0, kNoStream, four_bytes(0) + four_bytes(0)});
  const char why = deed == Deed::RefuseStream ? kRefusedStream : kHttp11Required;
  return bytes_of({kReset, 0, request.stream, four_bytes(why)});
}

}  // namespace

OnceServer::OnceServer(const Identity& identity, std::vector<Deed> deeds)
    : deeds_(std::move(deeds)) {
  SSL_CTX_use_certificate(context_, identity.certificate.get());
  SSL_CTX_use_PrivateKey(context_, identity.key.get());
  const bool http2 = std::ranges::any_of(deeds_, speaks_http2);
  SSL_CTX_set_alpn_select_cb(context_, choose_protocol, http2 ? this : nullptr);
  listener_ = listen_on_loopback(port_);
  acceptor_ = std::thread([this] { accept_all(); });
}

OnceServer::~OnceServer() {
  shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  close(listener_);
  for (std::thread& thread : threads_) thread.join();
  SSL_CTX_free(context_);
}

void OnceServer::accept_all() {
  for (std::size_t n = 0;; ++n) {
    const int socket = accept(listener_, nullptr, nullptr);
    if (socket < 0) return;
    const Deed deed = deeds_[std::min(n, deeds_.size() - 1)];
    threads_.emplace_back([this, socket, deed] { serve(socket, deed); });
  }
}

void OnceServer::serve(int socket, Deed deed) {
  SSL* const tls = SSL_new(context_);
  SSL_set_fd(tls, socket);
  if (SSL_accept(tls) == 1) {
    count(&OnceServer::connections_);
    if (speaks_http2(deed))
      serve_http2(tls, deed);
    else if (deed != Deed::CloseAtOnce)
      serve_http1(tls, deed);
    deed == Deed::Reset ? reset_at_close(socket) : static_cast<void>(SSL_shutdown(tls));
  }
  SSL_free(tls);
  close(socket);
  count(&OnceServer::closed_);
}

// A request of these tests ends with this letter, which is nowhere else in it.
void OnceServer::serve_http1(SSL* tls, Deed deed) {
  std::string text, byte;
  while (!text.ends_with('~')) {
    if (!read_all(tls, byte, 1)) return;
    text += byte;
  }
  keep(text, 1);
  if (deed == Deed::CloseForGood) shutdown(listener_, SHUT_RDWR);
  if (deed != Deed::Answer) return;
  write_all(tls, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
  read_all(tls, byte, 1);  // until the client has done with it
}

void OnceServer::serve_http2(SSL* tls, Deed deed) {
  constexpr std::size_t kPreface = 24;
  std::string preface;
  if (!read_all(tls, preface, kPreface)) return;
  write_all(tls, bytes_of({kSettings, 0, kNoStream, ""}));
  for (Frame frame; read_frame(tls, frame);) {
    if (frame.type == kSettings && frame.flags == 0)
      write_all(tls, bytes_of({kSettings, 1, kNoStream, ""}));
    if (frame.type == kHeaders || frame.type == kData)
      keep(frame.type == kData ? frame.payload : "", frame.type == kHeaders ? 1 : 0);
    if (!frame.payload.ends_with('~') || frame.type != kData) continue;
    write_all(tls, answer_to(frame, deed));
    if (deed == Deed::GoAway) return;
  }
}

void OnceServer::keep(const std::string& text, int requests) {
  const std::scoped_lock lock(mutex_);
  seen_ += text;
  requests_ += requests;
}

void OnceServer::count(int OnceServer::* what) {
  {
    const std::scoped_lock lock(mutex_);
    ++(this->*what);
  }
  changed_.notify_all();
}

void OnceServer::wait_until_closed(int connections) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return closed_ >= connections; });
}

int OnceServer::times(const std::string& text) {
  const std::scoped_lock lock(mutex_);
  int found = 0;
  for (std::size_t at = 0; (at = seen_.find(text, at)) != std::string::npos; ++at) ++found;
  return found;
}

int OnceServer::requests() {
  const std::scoped_lock lock(mutex_);
  return requests_;
}

int OnceServer::connections() {
  const std::scoped_lock lock(mutex_);
  return connections_;
}

}  // namespace flexverify::test
