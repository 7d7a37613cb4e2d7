// A connection for one request that is sent once, opened before that request is there.
#pragma once

#include <algorithm>
#include <list>
#include <optional>
#include <string>

#include "verifier/base/time.h"
#include "verifier/net/curl_transfer.h"

namespace flexverify::net {

struct OwnConnection {
  OwnConnection(CurlShared& shared, std::string to) : transfer(shared), origin(std::move(to)) {}
  OwnConnection(const OwnConnection&) = delete;
  OwnConnection& operator=(const OwnConnection&) = delete;

  CurlTransfer transfer;                       // that opens it
  std::string origin;                          // of the server
  std::optional<base::SteadyTime> open_since;  // absent: not open yet
};

// The one to use, or to wait for; the end when there is none to this origin.
[[nodiscard]] inline std::list<OwnConnection>::iterator best_of(std::list<OwnConnection>& all,
                                                                const std::string& origin) {
  const auto open = std::ranges::find_if(
      all, [&](const OwnConnection& one) { return one.origin == origin && one.open_since; });
  return open != all.end() ? open : std::ranges::find(all, origin, &OwnConnection::origin);
}

}  // namespace flexverify::net
