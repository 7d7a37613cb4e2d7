#include "verifier/webdriver/catcher.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include "verifier/base/crypto.h"
#include "verifier/base/encoding.h"
#include "verifier/base/text.h"
#include "verifier/web/query.h"

namespace flexverify::webdriver {
namespace {

constexpr int kLook = 100;  // ms between looks at a stop
constexpr std::size_t kMostConnections = 64;
constexpr timeval kPatience{.tv_sec = 10, .tv_usec = 0};

struct FreeConnection {
  void operator()(SSL* connection) const { SSL_free(connection); }
};
using Tls = std::unique_ptr<SSL, FreeConnection>;

sockaddr_in loopback() {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

std::optional<HttpText> read_whole(SSL* tls) {
  std::string bytes;
  HttpText request;
  std::array<char, 16384> buffer{};
  for (;;) {
    const int n = SSL_read(tls, buffer.data(), static_cast<int>(buffer.size()));
    if (n <= 0) return std::nullopt;
    bytes.append(buffer.data(), static_cast<std::size_t>(n));
    switch (read_request(bytes, request)) {
      case Wholeness::MoreToCome:
        continue;
      case Wholeness::Whole:
        return request;
      case Wholeness::Bad:
        return std::nullopt;
    }
  }
}

bool carries_a_message(const web::Url& url) {
  const std::string query = url.query.value_or("");
  return web::query_value(query, "SAMLResponse") || web::query_value(query, "SAMLart");
}

std::string hidden(const std::string& name, const std::string& value) {
  return "<input type=hidden name=\"" + base::html_escape(name) + "\" value=\"" +
         base::html_escape(value) + "\">";
}

// Writing to a browser that has gone ends this thread's connection, not the process.
void ignore_broken_pipes() {
  sigset_t broken_pipe;
  sigemptyset(&broken_pipe);
  sigaddset(&broken_pipe, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);
}

}  // namespace

base::Result<std::unique_ptr<Catcher>> Catcher::listen(const web::Url& acs) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback();
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  if (socket < 0 || ::bind(socket, generic, size) != 0 || ::listen(socket, 64) != 0 ||
      ::getsockname(socket, generic, &size) != 0) {
    const int error = errno;
    if (socket >= 0) ::close(socket);
    return base::fail("127.0.0.1", std::strerror(error));
  }
  return std::unique_ptr<Catcher>(new Catcher(acs, socket, ntohs(address.sin_port)));
}

Catcher::Catcher(web::Url acs, int socket, int port)
    : acs_(std::move(acs)),
      identity_(make_identity(web::host_name(acs_))),
      socket_(socket),
      port_(port) {
  acceptor_ = std::jthread([this](const std::stop_token& stop) { accept_all(stop); });
}

Catcher::~Catcher() {
  acceptor_.request_stop();
  acceptor_.join();
  {
    const std::lock_guard lock(mutex_);
    for (const int connection : connections_) ::shutdown(connection, SHUT_RDWR);
  }
  servers_.clear();
  ::close(socket_);
}

// A thread for each connection: a browser opens some that it does not use yet.
void Catcher::accept_all(const std::stop_token& stop) {
  pollfd waiting{.fd = socket_, .events = POLLIN, .revents = 0};
  while (!stop.stop_requested()) {
    if (::poll(&waiting, 1, kLook) <= 0) continue;
    const int connection = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) continue;
    if (servers_.size() >= kMostConnections) {
      ::close(connection);
      continue;
    }
    const std::lock_guard lock(mutex_);
    connections_.push_back(connection);
    servers_.emplace_back([this, connection] { serve(connection); });
  }
}

void Catcher::serve(int connection) {
  ignore_broken_pipes();
  ::setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof kPatience);
  ::setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &kPatience, sizeof kPatience);
  const Tls tls(SSL_new(identity_.context.get()));
  SSL_set_fd(tls.get(), connection);
  if (SSL_accept(tls.get()) == 1)
    if (const auto request = read_whole(tls.get())) {
      const std::string reply = answer(*request);
      SSL_write(tls.get(), reply.data(), static_cast<int>(reply.size()));
      SSL_shutdown(tls.get());
    }
  const std::lock_guard lock(mutex_);
  std::erase(connections_, connection);
  ::close(connection);
}

std::string Catcher::answer(const HttpText& request) {
  const auto url = web::parse_url(request.target, &acs_);
  const std::lock_guard lock(mutex_);
  if (!url) return response_text(400, "");
  if (request.method == "GET" && url->path == begin_path_) return response_text(200, begin_page_);
  const bool posted = request.method == "POST" && url->path == acs_.path;
  if (!posted && !carries_a_message(*url)) return response_text(404, "");
  if (!caught_)
    caught_ = Caught{.method = posted ? web::Method::Post : web::Method::Get,
                     .url = *url,
                     .body = request.body,
                     .origin = request.origin};
  return response_text(200, "<!doctype html><title>flexverify</title><p>The verifier has it.");
}

web::Url Catcher::begin_with(const web::Request& form) {
  std::string fields;
  if (const auto* body = std::get_if<web::FormBody>(&form.body))
    for (const web::FormEntry& entry : body->entries)
      if (const auto* value = std::get_if<std::string>(&entry.value))
        fields += hidden(entry.name, *value);
  const std::lock_guard lock(mutex_);
  begin_path_ = "/begin-" + base::hex_encode(base::random_bytes(16));
  begin_page_ = "<!doctype html><title>flexverify</title><form method=post action=\"" +
                base::html_escape(web::to_string(form.url)) + "\">" + fields +
                "</form><script>document.forms[0].submit()</script>";
  web::Url url = acs_;
  url.path = begin_path_;
  url.query.reset();
  url.fragment.reset();
  return url;
}

std::optional<Caught> Catcher::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(caught_, std::nullopt);
}

}  // namespace flexverify::webdriver
