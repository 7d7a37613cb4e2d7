#include <curl/curl.h>

#include <algorithm>
#include <list>
#include <utility>

#include "verifier/base/check.h"
#include "verifier/net/curl_transfer.h"
#include "verifier/net/transport.h"

namespace flexverify::net {
namespace {

struct FreeMulti {
  void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
using Multi = std::unique_ptr<CURLM, FreeMulti>;

Multi make_multi() {
  start_curl();
  Multi multi(curl_multi_init());
  FV_CHECK(multi != nullptr);
  return multi;
}

// A login needs no more; its own connections are not closed to make room for others.
constexpr long kMostConnections = 32;

WireExchange unsent(FailureKind kind, std::string why) {
  WireExchange exchange;
  exchange.outcome = Failure{kind, std::move(why)};
  exchange.sent = false;
  return exchange;
}

// One connection cache and all that runs over it, driven while somebody waits for an answer.
class CurlTransport final : public Transport {
 public:
  CurlTransport(std::shared_ptr<const TrustStore> trust, model::NetworkSpec network)
      : shared_{.trust = std::move(trust),
                .network = std::move(network),
                .resolve = {},
                .peers = {},
                .certificates = {}} {
    for (const std::string& entry : shared_.network.resolve) append(shared_.resolve, entry);
    curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, kMostConnections);
  }
  ~CurlTransport() override {
    for (CurlTransfer& connection : connecting_) remove(connection);
  }

  WireExchange send(const WireRequest& request, const Limits& limits,
                    std::stop_token stop) override;
  void connect_ahead(const std::vector<web::Url>& places, std::stop_token stop) override;

 private:
  void add(CurlTransfer& transfer) {
    FV_CHECK(curl_multi_add_handle(multi_.get(), transfer.easy()) == CURLM_OK);
  }
  void remove(CurlTransfer& transfer) { curl_multi_remove_handle(multi_.get(), transfer.easy()); }

  int drive_until_done(CurlTransfer& wanted);
  std::optional<int> take_done(const CurlTransfer& wanted);
  void end_connection(void* easy);

  CurlShared shared_;                   // first: connections point at it until the last is closed
  Multi multi_ = make_multi();          // outlives the transfers below
  CurlTransfer in_sequence_{shared_};   // keeps TLS sessions from one request to the next
  std::list<CurlTransfer> connecting_;  // no request is theirs
};

void CurlTransport::end_connection(void* easy) {
  const auto found = std::ranges::find(connecting_, easy, &CurlTransfer::easy);
  if (found == connecting_.end()) return;
  found->connected();
  remove(*found);
  connecting_.erase(found);
}

// With which CURLcode it ended; nullopt: it did not yet.
std::optional<int> CurlTransport::take_done(const CurlTransfer& wanted) {
  std::optional<int> code;
  int left = 0;
  while (CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    if (message->easy_handle == wanted.easy())
      code = message->data.result;
    else
      end_connection(message->easy_handle);
  }
  return code;
}

int CurlTransport::drive_until_done(CurlTransfer& wanted) {
  constexpr int kLongestWait = 1'000;
  for (;;) {
    int running = 0;
    FV_CHECK(curl_multi_perform(multi_.get(), &running) == CURLM_OK);
    if (const auto code = take_done(wanted)) return *code;
    curl_multi_poll(multi_.get(), nullptr, 0, kLongestWait, nullptr);
  }
}

void CurlTransport::connect_ahead(const std::vector<web::Url>& places, std::stop_token stop) {
  for (const web::Url& place : places) {
    CurlTransfer& connection = connecting_.emplace_back(shared_);
    connection.prepare_connection(place, stop);
    add(connection);
  }
}

WireExchange CurlTransport::send(const WireRequest& request, const Limits& limits,
                                 std::stop_token stop) {
  if (stop.stop_requested())
    return unsent(FailureKind::Cancelled, "stopped before anything was sent");
  if (!is_sendable(request.headers))
    return unsent(FailureKind::Malformed, "a header would contain a line break");
  in_sequence_.prepare(request, limits, std::move(stop));
  add(in_sequence_);
  const int code = drive_until_done(in_sequence_);
  remove(in_sequence_);
  return in_sequence_.result(code);
}

}  // namespace

std::unique_ptr<Transport> make_curl_transport(std::shared_ptr<const TrustStore> trust,
                                               const model::NetworkSpec& network) {
  return std::make_unique<CurlTransport>(std::move(trust), network);
}

}  // namespace flexverify::net
