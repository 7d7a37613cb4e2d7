#include "verifier/net/own_sockets.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace flexverify::net {
namespace {

// The port has the same place in an address of IPv6.
int port_of(int socket) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0) return -1;
  return ntohs(reinterpret_cast<const sockaddr_in*>(&address)->sin_port);
}

}  // namespace

void OwnSockets::add(int socket, std::string origin) {
  if (socket >= 0) all_.push_back({.socket = socket, .origin = std::move(origin)});
}

int OwnSockets::close(int socket) {
  std::erase_if(all_, [&](const OwnSocket& own) { return own.socket == socket; });
  return ::close(socket);
}

void OwnSockets::set_open(long local_port, base::SteadyTime now) {
  for (OwnSocket& own : all_)
    if (port_of(own.socket) == local_port) own.open_since = now;
}

std::optional<int> OwnSockets::at_port(long local_port) const {
  for (const OwnSocket& own : all_)
    if (port_of(own.socket) == local_port) return own.socket;
  return std::nullopt;
}

std::size_t OwnSockets::open_to(const std::string& origin, base::SteadyTime now) const {
  return static_cast<std::size_t>(std::ranges::count_if(all_, [&](const OwnSocket& own) {
    return own.origin == origin && own.open_since && now - *own.open_since < kLongestUntouched;
  }));
}

// The kernel knows of the end of the server's stream also while session tickets that nobody has
// read lie before it; libcurl sees the tickets, and takes the connection for a live one.
bool is_untouched(int socket, base::Millis longest) {
  tcp_info info{};
  socklen_t size = sizeof info;
  return ::getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &size) == 0 &&
         info.tcpi_state == TCP_ESTABLISHED && base::Millis{info.tcpi_last_data_recv} < longest;
}

}  // namespace flexverify::net
