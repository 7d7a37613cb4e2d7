// The sockets of connections that are opened in advance for one request each.
#pragma once

#include <optional>
#include <vector>

#include "verifier/base/time.h"

namespace flexverify::net {

// Servers close a connection without a request after five seconds at the earliest.
constexpr base::Millis kLongestUntouched{3'000};

// Those that are open.
class OwnSockets {
 public:
  void add(int socket) { open_.push_back(socket); }
  int close(int socket);
  [[nodiscard]] std::optional<int> at_port(long local_port) const;

 private:
  std::vector<int> open_;
};

// The server has not closed the connection, and was heard of not long ago.
[[nodiscard]] bool is_untouched(int socket, base::Millis longest = kLongestUntouched);

}  // namespace flexverify::net
