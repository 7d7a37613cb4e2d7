#include "verifier/net/own_sockets.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

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

int OwnSockets::close(int socket) {
  std::erase(open_, socket);
  return ::close(socket);
}

std::optional<int> OwnSockets::at_port(long local_port) const {
  const auto found =
      std::ranges::find_if(open_, [&](int socket) { return port_of(socket) == local_port; });
  return found == open_.end() ? std::nullopt : std::optional(*found);
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
