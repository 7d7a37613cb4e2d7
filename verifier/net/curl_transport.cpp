#include <curl/curl.h>

#include <algorithm>
#include <list>
#include <utility>

#include "verifier/base/check.h"
#include "verifier/net/curl_transfer.h"
#include "verifier/net/early_request.h"
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

// A server that hangs would hang again, and a check that is stopped asks nobody.
bool is_final(const WireExchange& exchange) {
  const auto* failure = std::get_if<Failure>(&exchange.outcome);
  return failure == nullptr || failure->kind == FailureKind::Timeout ||
         failure->kind == FailureKind::Cancelled;
}

std::optional<WireExchange> answer_of(EarlyRequest& early, bool was_there) {
  WireExchange exchange = early.transfer.result(*early.code);
  exchange.asked = Asked::Ahead;
  if (was_there) exchange.age = base::SystemClock().steady() - early.ended;
  return is_final(exchange) ? std::optional(std::move(exchange)) : std::nullopt;
}

// One connection cache and all that runs over it, driven while somebody waits for an answer.
class CurlTransport final : public Transport {
 public:
  CurlTransport(std::shared_ptr<const TrustStore> trust, model::NetworkSpec network)
      : shared_{.trust = std::move(trust),
                .network = std::move(network),
                .resolve = {},
                .peers = {},
                .certificates = {},
                .own_sockets = {}} {
    for (const std::string& entry : shared_.network.resolve) append(shared_.resolve, entry);
    curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, kMostConnections);
  }
  ~CurlTransport() override {
    for (CurlTransfer& connection : connecting_) remove(connection);
    for (EarlyRequest& early : early_) remove(early.transfer);
  }

  WireExchange send(const WireRequest& request, const Limits& limits,
                    std::stop_token stop) override;
  void connect_ahead(const std::vector<web::Url>& places, std::stop_token stop) override;
  std::size_t connect_for_one_request(const web::Url& place, std::size_t count,
                                      std::stop_token stop) override;
  void send_ahead(const WireRequest& request, const Limits& limits, std::stop_token stop) override;

 private:
  void add(CurlTransfer& transfer) {
    FV_CHECK(curl_multi_add_handle(multi_.get(), transfer.easy()) == CURLM_OK);
  }
  void remove(CurlTransfer& transfer) { curl_multi_remove_handle(multi_.get(), transfer.easy()); }

  int drive_until_done(CurlTransfer& wanted);
  void perform();
  std::optional<int> take_done(const CurlTransfer* wanted);
  void end_connection(std::list<CurlTransfer>::iterator connection);
  void end_other(void* easy, int code);
  std::optional<WireExchange> take_early(const WireRequest& request);
  WireExchange send_in_turn(const WireRequest& request, const Limits& limits,
                            const std::stop_token& stop, Over over);
  WireExchange send_once(const WireRequest& request, Limits limits, const std::stop_token& stop);
  void wait_for_own_connection(const std::string& origin);

  CurlShared shared_;                   // first: connections point at it until the last is closed
  Multi multi_ = make_multi();          // outlives the transfers below
  CurlTransfer in_sequence_{shared_};   // keeps TLS sessions from one request to the next
  std::list<CurlTransfer> connecting_;  // no request is theirs
  std::list<EarlyRequest> early_;       // until they are wanted
};

void CurlTransport::end_connection(std::list<CurlTransfer>::iterator connection) {
  connection->connected();
  remove(*connection);
  connecting_.erase(connection);
}

// A connection is ready, or an early answer is whole.
void CurlTransport::end_other(void* easy, int code) {
  for (EarlyRequest& early : early_) {
    if (early.transfer.easy() != easy) continue;
    early.code = code;
    early.ended = base::SystemClock().steady();
    return;
  }
  const auto found = std::ranges::find(connecting_, easy, &CurlTransfer::easy);
  if (found != connecting_.end()) end_connection(found);
}

// With which CURLcode it ended; nullopt: it did not yet.
std::optional<int> CurlTransport::take_done(const CurlTransfer* wanted) {
  std::optional<int> code;
  int left = 0;
  while (CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    if (wanted != nullptr && message->easy_handle == wanted->easy())
      code = message->data.result;
    else
      end_other(message->easy_handle, message->data.result);
  }
  return code;
}

void CurlTransport::perform() {
  int running = 0;
  FV_CHECK(curl_multi_perform(multi_.get(), &running) == CURLM_OK);
}

int CurlTransport::drive_until_done(CurlTransfer& wanted) {
  constexpr int kLongestWait = 1'000;
  for (;;) {
    perform();
    if (const auto code = take_done(&wanted)) return *code;
    curl_multi_poll(multi_.get(), nullptr, 0, kLongestWait, nullptr);
  }
}

void CurlTransport::connect_ahead(const std::vector<web::Url>& places, std::stop_token stop) {
  for (const web::Url& place : places) {
    CurlTransfer& connection = connecting_.emplace_back(shared_);
    connection.prepare_connection(place, Use::Any, stop);
    add(connection);
  }
}

std::size_t CurlTransport::connect_for_one_request(const web::Url& place, std::size_t count,
                                                   std::stop_token stop) {
  const std::string origin = web::origin(place);
  const auto opening = std::ranges::count_if(connecting_, [&](const CurlTransfer& connection) {
    return connection.opens_for_one_request(origin);
  });
  const std::size_t there = shared_.own_sockets.open_to(origin, base::SystemClock().steady()) +
                            static_cast<std::size_t>(opening);
  for (std::size_t n = there; n < count; ++n) {
    CurlTransfer& connection = connecting_.emplace_back(shared_);
    connection.prepare_connection(place, Use::Once, stop);
    add(connection);
  }
  return count - std::min(there, count);
}

// One that is nearly there is waited for: a new one would come later.
void CurlTransport::wait_for_own_connection(const std::string& origin) {
  if (shared_.own_sockets.open_to(origin, base::SystemClock().steady()) > 0) return;
  const auto opening = std::ranges::find_if(connecting_, [&](const CurlTransfer& connection) {
    return connection.opens_for_one_request(origin);
  });
  if (opening == connecting_.end()) return;
  drive_until_done(*opening);
  end_connection(opening);
}

void CurlTransport::send_ahead(const WireRequest& request, const Limits& limits,
                               std::stop_token stop) {
  if (!is_sendable(request.headers)) return;
  EarlyRequest& early = early_.emplace_back(shared_, request);
  early.transfer.prepare(early.request, limits, std::move(stop));
  add(early.transfer);
  perform();
  take_done(nullptr);
}

// nullopt: it is sent in its turn.
std::optional<WireExchange> CurlTransport::take_early(const WireRequest& request) {
  const auto found = std::ranges::find(early_, request, &EarlyRequest::request);
  if (found == early_.end()) return std::nullopt;
  const bool was_there = found->code.has_value();
  if (!was_there && found->transfer.is_sent()) found->code = drive_until_done(found->transfer);
  remove(found->transfer);
  auto answer = found->code ? answer_of(*found, was_there) : std::nullopt;
  early_.erase(found);
  return answer;
}

WireExchange CurlTransport::send(const WireRequest& request, const Limits& limits,
                                 std::stop_token stop) {
  if (stop.stop_requested())
    return unsent(FailureKind::Cancelled, "stopped before anything was sent");
  if (!is_sendable(request.headers))
    return unsent(FailureKind::Malformed, "a header would contain a line break");
  if (request.resend == Resend::Never) return send_once(request, limits, stop);
  if (auto answer = take_early(request)) return *std::move(answer);
  return send_in_turn(request, limits, stop, Over::ANewOne);
}

WireExchange CurlTransport::send_in_turn(const WireRequest& request, const Limits& limits,
                                         const std::stop_token& stop, Over over) {
  in_sequence_.prepare(request, limits, stop, over);
  add(in_sequence_);
  const int code = drive_until_done(in_sequence_);
  remove(in_sequence_);
  return in_sequence_.result(code);
}

// Connections that are too old, or closed, are used up first; then it is a new one.
WireExchange CurlTransport::send_once(const WireRequest& request, Limits limits,
                                      const std::stop_token& stop) {
  if (request.url.scheme != "https") return send_in_turn(request, limits, stop, Over::ANewOne);
  const auto started = base::SystemClock().steady();
  wait_for_own_connection(web::origin(request.url));
  const base::Millis waited = base::SystemClock().steady() - started;
  if (limits.timeout.count() != 0)
    limits.timeout = std::max(base::Millis{1}, limits.timeout - waited);
  WireExchange exchange;
  for (const Over over : {Over::OneInAdvance, Over::OneInAdvance, Over::ANewOne}) {
    exchange = send_in_turn(request, limits, stop, over);
    if (!in_sequence_.is_refused()) break;
  }
  exchange.timings.connect += waited;
  exchange.timings.total += waited;
  return exchange;
}

}  // namespace

std::unique_ptr<Transport> make_curl_transport(std::shared_ptr<const TrustStore> trust,
                                               const model::NetworkSpec& network) {
  return std::make_unique<CurlTransport>(std::move(trust), network);
}

}  // namespace flexverify::net
