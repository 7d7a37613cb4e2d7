#include "tests/lab/relay.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <deque>
#include <list>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace flexverify::lab {
namespace {

using Clock = std::chrono::steady_clock;

class Socket {
 public:
  explicit Socket(int descriptor) : descriptor_(descriptor) {}
  Socket(Socket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  Socket& operator=(Socket&&) = delete;
  ~Socket() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  [[nodiscard]] int get() const { return descriptor_; }

 private:
  int descriptor_;
};

Socket tcp_socket() { return Socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)); }

void send_at_once(const Socket& socket) {
  const int yes = 1;
  ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
}

sockaddr_in place(const std::string& address, int port) {
  sockaddr_in place{};
  place.sin_family = AF_INET;
  place.sin_port = htons(static_cast<std::uint16_t>(port));
  ::inet_pton(AF_INET, address.c_str(), &place.sin_addr);
  return place;
}

const sockaddr* as_sockaddr(const sockaddr_in& place) {
  return reinterpret_cast<const sockaddr*>(&place);
}

struct Chunk {
  Clock::time_point due;
  std::string bytes;  // empty: the end of the stream
};

// One direction of a connection.
struct Way {
  int from, to;
  Clock::time_point open_from;  // nothing is on its way before
  std::deque<Chunk> held = {};
  bool is_read = true;  // more may come
};

struct Connection {
  Socket client, server;
  std::array<Way, 2> ways;
  bool is_broken = false;

  [[nodiscard]] bool is_over() const {
    return is_broken ||
           std::ranges::all_of(ways, [](const Way& w) { return !w.is_read && w.held.empty(); });
  }
};

void read_into(Way& way, Clock::duration delay) {
  std::array<char, 65536> buffer;
  const ssize_t size = ::recv(way.from, buffer.data(), buffer.size(), 0);
  way.is_read = size > 0;
  way.held.push_back({std::max(Clock::now(), way.open_from) + delay,
                      size > 0 ? std::string(buffer.data(), static_cast<std::size_t>(size)) : ""});
}

bool deliver(int to, std::string_view bytes) {
  if (bytes.empty()) return ::shutdown(to, SHUT_WR) == 0;
  while (!bytes.empty()) {
    const ssize_t size = ::send(to, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (size <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(size));
  }
  return true;
}

void deliver_what_is_due(Connection& connection) {
  const auto now = Clock::now();
  for (Way& way : connection.ways)
    while (!way.held.empty() && way.held.front().due <= now) {
      if (!deliver(way.to, way.held.front().bytes)) connection.is_broken = true;
      way.held.pop_front();
    }
}

timespec as_timespec(Clock::duration time) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time);
  return {.tv_sec = seconds.count(), .tv_nsec = std::chrono::nanoseconds(time - seconds).count()};
}

}  // namespace

struct Relay::State {
  State(const std::string& address, int wanted_port, Clock::duration one_way) : delay(one_way) {
    const int yes = 1;
    ::setsockopt(listener.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    const sockaddr_in here = place(address, wanted_port);
    constexpr int kWaiting = 128;
    if (::bind(listener.get(), as_sockaddr(here), sizeof(here)) != 0 ||
        ::listen(listener.get(), kWaiting) != 0)
      throw std::runtime_error("the relay cannot listen on " + address);
    sockaddr_in bound{};
    socklen_t size = sizeof(bound);
    ::getsockname(listener.get(), reinterpret_cast<sockaddr*>(&bound), &size);
    port = ntohs(bound.sin_port);
  }

  void accept_one() {
    Socket client(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
    Socket server = tcp_socket();
    const sockaddr_in there = place("127.0.0.1", server_port);
    if (client.get() < 0 || ::connect(server.get(), as_sockaddr(there), sizeof(there)) != 0) return;
    send_at_once(client);
    send_at_once(server);
    const int near = client.get(), far = server.get();
    const auto open_from = Clock::now() + 2 * delay;  // SYN and its answer
    connections.push_back({.client = std::move(client),
                           .server = std::move(server),
                           .ways = {Way{near, far, open_from}, Way{far, near, open_from}}});
  }

  // The next time at which something is due; nullopt: nothing is held.
  [[nodiscard]] std::optional<Clock::time_point> next_due() const {
    std::optional<Clock::time_point> next;
    for (const Connection& connection : connections)
      for (const Way& way : connection.ways)
        if (!way.held.empty() && (!next || way.held.front().due < *next))
          next = way.held.front().due;
    return next;
  }

  // What there is to read, until something is due.
  void wait(std::vector<pollfd>& watched) const {
    const auto next = next_due();
    const auto left = next ? std::max(Clock::duration{0}, *next - Clock::now()) : Clock::duration{};
    const timespec time = as_timespec(left);
    ::ppoll(watched.data(), watched.size(), next ? &time : nullptr, nullptr);
  }

  void run() {
    for (;;) {
      std::vector<pollfd> watched = {{ending.get(), POLLIN, 0}, {listener.get(), POLLIN, 0}};
      std::vector<Way*> readers;
      for (Connection& connection : connections)
        for (Way& way : connection.ways) {
          if (!way.is_read) continue;
          readers.push_back(&way);
          watched.push_back({way.from, POLLIN, 0});
        }
      wait(watched);
      if (watched[0].revents != 0) return;
      for (std::size_t i = 0; i < readers.size(); ++i)
        if (watched[i + 2].revents != 0) read_into(*readers[i], delay);
      if (watched[1].revents != 0) accept_one();
      for (Connection& connection : connections) deliver_what_is_due(connection);
      connections.remove_if([](const Connection& one) { return one.is_over(); });
    }
  }

  Clock::duration delay;
  Socket listener = tcp_socket();
  Socket ending = Socket(::eventfd(0, EFD_CLOEXEC));
  int port = 0;
  int server_port = 0;
  std::list<Connection> connections;
};

Relay::Relay(const std::string& address, int port, std::chrono::milliseconds delay)
    : state_(std::make_unique<State>(address, port, delay)) {}

Relay::~Relay() { stop(); }

int Relay::port() const { return state_->port; }

void Relay::start(int server_port) {
  state_->server_port = server_port;
  thread_ = std::thread([this] { state_->run(); });
}

void Relay::stop() {
  ::eventfd_write(state_->ending.get(), 1);
  if (thread_.joinable()) thread_.join();
  state_->connections.clear();
}

}  // namespace flexverify::lab
