// A request that is sent before its turn, with a transfer of its own.
#pragma once

#include <optional>
#include <utility>

#include "verifier/base/secret.h"
#include "verifier/base/time.h"
#include "verifier/net/curl_transfer.h"

namespace flexverify::net {

struct EarlyRequest {
  EarlyRequest(CurlShared& shared, WireRequest asked)
      : request(std::move(asked)), transfer(shared) {}
  ~EarlyRequest() { base::wipe(request.body); }
  EarlyRequest(const EarlyRequest&) = delete;
  EarlyRequest& operator=(const EarlyRequest&) = delete;

  WireRequest request;      // word for word
  CurlTransfer transfer;    // points at the request
  std::optional<int> code;  // the CURLcode with which it ended
  base::SteadyTime ended;   // when it did
};

}  // namespace flexverify::net
