#include "verifier/serve/http_server.h"

#include <netdb.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include "verifier/serve/crowd.h"
#include "verifier/serve/http_message.h"
#include "verifier/serve/stream.h"

namespace flexverify::serve {
namespace {

// For a request to arrive, TLS included, and then for the answer to leave.
constexpr std::chrono::seconds kWholeRequest{5}, kWholeAnswer{5};

base::SteadyTime in(std::chrono::seconds time) { return base::SystemClock().steady() + time; }

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

struct FreeAddresses {
  void operator()(addrinfo* list) const { ::freeaddrinfo(list); }
};

// -1 when no address of the name can be bound. No SO_REUSEPORT: two servers would share a port
// without a word.
int listening_socket(const ListenAddress& address) {
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  wanted.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* list = nullptr;
  const std::string port = std::to_string(address.port);
  if (::getaddrinfo(address.host.c_str(), port.c_str(), &wanted, &list) != 0) list = nullptr;
  const std::unique_ptr<addrinfo, FreeAddresses> owner(list);
  for (const addrinfo* at = list; at != nullptr; at = at->ai_next) {
    const int fd = ::socket(at->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const int yes = 1;
    ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (fd >= 0 && ::bind(fd, at->ai_addr, at->ai_addrlen) == 0 && ::listen(fd, SOMAXCONN) == 0)
      return fd;
    ::close(fd);
  }
  return -1;
}

// A short body leaves with its head, in one packet; a long one is not copied for that.
bool write(Stream& stream, const std::string& head, std::string_view body) {
  constexpr std::size_t kShort = 64 * 1024;
  if (body.size() <= kShort) return stream.write(head + std::string(body));
  return stream.write(head) && stream.write(body);
}

std::string host_of(const sockaddr_storage& address, socklen_t size) {
  std::array<char, NI_MAXHOST> host{};
  ::getnameinfo(reinterpret_cast<const sockaddr*>(&address), size, host.data(), host.size(),
                nullptr, 0, NI_NUMERICHOST);
  return host.data();
}

int port_of(int fd) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  std::array<char, NI_MAXSERV> port{};
  if (::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0) return 0;
  ::getnameinfo(reinterpret_cast<sockaddr*>(&address), size, nullptr, 0, port.data(), port.size(),
                NI_NUMERICSERV);
  return std::atoi(port.data());
}

}  // namespace

struct HttpServer::State {
  State(int fd, std::shared_ptr<const TlsServer> tls_server, Answer give)
      : listening(fd),
        wake(::eventfd(0, EFD_CLOEXEC)),
        tls(std::move(tls_server)),
        answer(std::move(give)) {}

  void accept_all();
  void accept_one();
  void serve(Stream& stream, Crowd::Id id);
  void leave(Crowd::Id id);
  void end_all();

  Descriptor listening, wake;
  std::shared_ptr<const TlsServer> tls;
  Answer answer;
  std::thread thread;
  std::mutex mutex;
  std::condition_variable left;
  Crowd crowd;
  std::map<Crowd::Id, int> sockets;
};

void HttpServer::State::accept_all() {
  for (;;) {
    std::array<pollfd, 2> waiting{pollfd{.fd = listening.get(), .events = POLLIN, .revents = 0},
                                  pollfd{.fd = wake.get(), .events = POLLIN, .revents = 0}};
    if (::poll(waiting.data(), waiting.size(), -1) < 0 && errno != EINTR) return;
    if (waiting[1].revents != 0) return;
    if (waiting[0].revents != 0) accept_one();
  }
}

// A connection has a thread of its own, so that no answer waits for somebody else's request.
void HttpServer::State::accept_one() {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  const int socket = ::accept4(listening.get(), reinterpret_cast<sockaddr*>(&address), &size,
                               SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (socket < 0) {
    if (errno == EMFILE || errno == ENFILE) ::poll(nullptr, 0, 10);
    return;
  }
  auto stream = std::make_unique<Stream>(socket, tls.get(), in(kWholeRequest));
  const std::lock_guard lock(mutex);
  const Crowd::Admitted admitted = crowd.admit(host_of(address, size));
  if (admitted.instead)
    if (const auto waiting = sockets.find(*admitted.instead); waiting != sockets.end())
      ::shutdown(waiting->second, SHUT_RDWR);
  if (!admitted.id) return;
  sockets.emplace(*admitted.id, socket);
  try {
    std::thread([this, id = *admitted.id, stream = std::move(stream)]() mutable {
      serve(*stream, id);
      {
        const std::lock_guard leaving(mutex);
        sockets.erase(id);
      }
      stream.reset();
      leave(id);
    }).detach();
  } catch (const std::system_error&) {  // no thread can be had; the stream is closed
    sockets.erase(*admitted.id);
    crowd.leave(*admitted.id);
  }
}

void HttpServer::State::leave(Crowd::Id id) {
  const std::lock_guard lock(mutex);
  crowd.leave(id);
  left.notify_all();
}

void HttpServer::State::serve(Stream& stream, Crowd::Id id) {
  if (!stream.shake_hands()) return;
  std::string bytes;
  ParsedRequest parsed = NotWhole{};
  while (std::holds_alternative<NotWhole>(parsed)) {
    const std::string more = stream.read();
    if (more.empty()) return;
    bytes += more;
    parsed = parse_request(bytes);
  }
  {
    const std::lock_guard lock(mutex);
    crowd.answer(id);
  }
  const auto* request = std::get_if<HttpRequest>(&parsed);
  HttpReply reply = request != nullptr ? answer(*request)
                                       : HttpReply{.status = std::get<BadRequest>(parsed).status,
                                                   .body = "this request cannot be read\n"};
  stream.lasts_until(in(kWholeAnswer));
  const std::string_view method = request != nullptr ? std::string_view(request->method) : "";
  if (write(stream, response_head(reply), response_body(reply, method))) {
    stream.lasts_until(in(std::chrono::seconds{1}));
    stream.finish();
  }
}

void HttpServer::State::end_all() {
  const std::uint64_t one = 1;
  (void)!::write(wake.get(), &one, sizeof one);
  if (thread.joinable()) thread.join();
  std::unique_lock lock(mutex);
  for (const auto& [id, socket] : sockets) ::shutdown(socket, SHUT_RDWR);
  left.wait(lock, [&] { return crowd.size() == 0; });
}

HttpServer::HttpServer(std::unique_ptr<State> state) : state_(std::move(state)) {}

HttpServer::~HttpServer() { state_->end_all(); }

base::Result<std::unique_ptr<HttpServer>> HttpServer::bind(const ListenAddress& address,
                                                           const config::ServeTls& tls,
                                                           Answer answer) {
  auto tls_server = TlsServer::load(tls);
  if (!tls_server) return tl::unexpected(tls_server.error());
  const int fd = listening_socket(address);
  if (fd < 0)
    return base::fail("listen " + address.host + ":" + std::to_string(address.port),
                      "cannot be bound; is another program using it?");
  return std::unique_ptr<HttpServer>(
      new HttpServer(std::make_unique<State>(fd, std::move(*tls_server), std::move(answer))));
}

void HttpServer::start() {
  state_->thread = std::thread([this] { state_->accept_all(); });
}

int HttpServer::port() const { return port_of(state_->listening.get()); }

}  // namespace flexverify::serve
