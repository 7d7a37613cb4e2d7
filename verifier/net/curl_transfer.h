// One transfer of libcurl: what it is told, and what it said in the end.
#pragma once

#include <array>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "verifier/net/answer.h"
#include "verifier/net/curl_failure.h"
#include "verifier/net/curl_list.h"
#include "verifier/net/own_sockets.h"
#include "verifier/net/peer.h"
#include "verifier/net/transport.h"

namespace flexverify::net {

struct FreeEasy {
  void operator()(void* easy) const;
};
using Easy = std::unique_ptr<void, FreeEasy>;
void start_curl();  // once for the process
[[nodiscard]] Easy make_easy();

// What all transfers of one check share; it outlives their connections.
struct CurlShared {
  std::shared_ptr<const TrustStore> trust;                 // that decides on a server's chain
  model::NetworkSpec network;                              // how hosts are reached
  CurlList resolve;                                        // of the network, as libcurl wants it
  std::list<Peer> peers;                                   // one for each handshake
  std::map<std::string, model::Certificate> certificates;  // by origin: connections are reused
  OwnSockets own_sockets;                                  // of connections for one request each
};

// Over which connection a request goes that is not repeated.
enum class Over {
  OneInAdvance,  // one that was opened for it and that no other request has used, or a new one
  ANewOne
};
// What a connection is opened for: any request, or one that is not repeated.
enum class Use { Any, Once };

class CurlTransfer {
 public:
  explicit CurlTransfer(CurlShared& shared) : shared_(shared) {}
  CurlTransfer(const CurlTransfer&) = delete;
  CurlTransfer& operator=(const CurlTransfer&) = delete;

  // The request, which must outlive the transfer.
  void prepare(const WireRequest& request, const Limits& limits, std::stop_token stop,
               Over over = Over::ANewOne);
  // A connection and not a byte of a request.
  void prepare_connection(const web::Url& place, Use use, std::stop_token stop);
  [[nodiscard]] void* easy() const { return easy_.get(); }
  // Its first byte has left.
  [[nodiscard]] bool is_sent();
  // The connection in advance was of no use, and is closed; not a byte of the request has left.
  [[nodiscard]] bool is_refused() const { return attempt_ == Attempt::Refused; }

  // With the CURLcode with which it ended; then no pointer to the request stays in libcurl.
  WireExchange result(int code);
  // The same of a connection: its certificate is known from here on.
  void connected();
  // It is the connection for one request to this origin.
  [[nodiscard]] bool opens_for_one_request(const std::string& origin) const;

 private:
  struct Callbacks;
  // Of a request that is not repeated.
  enum class Attempt {
    None,      // there is no connection yet
    Refused,   // its connection was too old or closed
    Made,      // the request may have left
    Repeated,  // libcurl wanted to send it once more, and was not let
  };
  template <class Value>
  void set(int option, Value value);
  template <class Value>
  Value get(int what);
  [[nodiscard]] bool must_be_outside(const WireRequest& request) const;
  void begin(const web::Url& url, const Limits& limits, std::stop_token stop);
  void set_rules();
  void set_trust();
  void set_request(const WireRequest& request, Over over);
  void send_once(Over over);
  void keep_apart();
  [[nodiscard]] Attempt next_attempt(int local_port) const;
  void note_why();
  [[nodiscard]] int code_of(int code);
  void set_limits(const Limits& limits);
  Symptoms symptoms(int code);
  [[nodiscard]] std::string peer_address();
  void describe(WireExchange& exchange);

  CurlShared& shared_;
  web::Url url_;
  std::optional<Answer> answer_;
  CurlList headers_;
  Peer* peer_ = nullptr;  // of the handshake of this transfer, if there was one
  bool guarded_ = false;  // it may not go to an address inside
  std::string inside_;    // the kind of one that was refused
  Use use_ = Use::Any;    // of the connection that it opens
  Attempt attempt_ = Attempt::None;
  int unanswered_ = 0;  // the CURLcode of what libcurl wanted to send once more
  std::array<char, 256> words_{};
  Easy easy_ = make_easy();  // last: it points at the members above
};

}  // namespace flexverify::net
