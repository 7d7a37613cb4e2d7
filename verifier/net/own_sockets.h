// The sockets of connections that are opened in advance for one request each.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "verifier/base/time.h"

namespace flexverify::net {

// Servers close a connection without a request after five seconds at the earliest.
constexpr base::Millis kLongestUntouched{3'000};

// Those that are not closed: what counts is what libcurl holds, for it takes for a request
// whichever of several connections it finds first.
class OwnSockets {
 public:
  void add(int socket, std::string origin);
  int close(int socket);
  void set_open(long local_port, base::SteadyTime now);
  [[nodiscard]] std::optional<int> at_port(long local_port) const;
  // Connections that a request to this origin may use.
  [[nodiscard]] std::size_t open_to(const std::string& origin, base::SteadyTime now) const;

 private:
  struct OwnSocket {
    int socket;
    std::string origin;                               // of the server
    std::optional<base::SteadyTime> open_since = {};  // absent: not open yet
  };
  std::vector<OwnSocket> all_;
};

// The server has not closed the connection, and was heard of not long ago.
[[nodiscard]] bool is_untouched(int socket, base::Millis longest = kLongestUntouched);

}  // namespace flexverify::net
