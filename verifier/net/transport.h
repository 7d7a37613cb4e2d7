// The edge: one request on the wire. A transport never fails; a failure is its answer.
#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <variant>
#include <vector>

#include "verifier/base/result.h"
#include "verifier/base/secret.h"
#include "verifier/base/time.h"
#include "verifier/model/check_spec.h"
#include "verifier/model/exchange.h"
#include "verifier/web/message.h"

namespace flexverify::net {

// An HTTP library repeats a request by itself when a connection that it used again turns out to
// be dead. The server may have seen it, so what must be sent once is never repeated; and so that no
// connection which a server closes after an answer makes it fail, it has one of its own.
enum class Resend { Allowed, Never };

// Whether the host may have an address inside this machine or its network though nobody named it:
// what a server's page or redirect leads a login to may not.
enum class Inside { Allowed, NamedHostsOnly };

// Exactly what is sent. The body may hold secrets: it is wiped by its owner after send().
struct WireRequest {
  web::Method method = web::Method::Get;  // of HTTP
  web::Url url;                           // with its query; the fragment stays here
  web::Headers headers;  // all of them, in this order; besides Host, Content-Length and encodings
  std::string body;      // as it goes over the wire
  Resend resend = Resend::Allowed;  // whether libcurl may repeat it
  Inside inside = Inside::Allowed;  // whether its host may be an inner one
  friend bool operator==(const WireRequest&, const WireRequest&) = default;
};

// An answer may have come before it was wanted.
enum class Asked { InTurn, Ahead };

enum class FailureKind {
  Dns,
  Address,  // inside, and nobody named the host: no connection was made
  Connect,
  Proxy,
  Timeout,
  TlsUntrusted,
  TlsIncomplete,  // the chain lacks a certificate that browsers fetch by its address in the leaf
  TlsHostname,
  TlsExpired,
  TlsOther,
  TooLarge,
  Malformed,
  Cancelled
};

struct Failure {
  FailureKind kind = FailureKind::Connect;  // what failed
  std::string detail;                       // libcurl's or OpenSSL's words, without any secret
  std::string hint = {};                    // what to do in this case, "" for the usual
};

struct WireExchange {
  std::variant<web::Response, Failure> outcome;  // an answer, or why there is none
  // Whether the server may have seen a part of the request; false when there was no connection.
  bool sent = true;
  Asked asked = Asked::InTurn;
  base::Millis age{0};     // since it ended; 0 when somebody waited for it
  model::Timings timings;  // by phase
  std::string protocol;    // "HTTP/2", "HTTP/1.1"; "" when there was no answer
  std::string peer;        // address and port; "" when there was no connection
  std::optional<model::Certificate> certificate;  // of the TLS peer, also of an expired one
};

struct Limits {
  base::Millis timeout{0};                   // for this request; 0: none
  std::size_t body_bytes = 4 * 1024 * 1024;  // decoded
  std::size_t header_bytes = 256 * 1024;     // of all headers together
};

class Transport {
 public:
  virtual ~Transport() = default;
  virtual WireExchange send(const WireRequest& request, const Limits& limits,
                            std::stop_token stop) = 0;
  // Opens a connection to each of these places beside whatever follows: its name, TCP, TLS, and not
  // a byte of a request. What becomes of it is nobody's finding: where there is none, the request
  // connects by itself. By default there is none.
  virtual void connect_ahead(const std::vector<web::Url>& /*places*/, std::stop_token /*stop*/) {}
  // The same for requests that are not repeated (Resend::Never), each of which has a connection
  // that no other request has used: opens some until there are `count` to this place, and returns
  // how many it opened. One that is too old when the request comes is not used.
  virtual std::size_t connect_for_one_request(const web::Url& /*place*/, std::size_t /*count*/,
                                              std::stop_token /*stop*/) {
    return 0;
  }
  // Sends a request that will follow soon, beside those that come before it. send() hands out the
  // answer to the same request, word for word; what is never sent in turn is dropped. One that has
  // found no connection by then, or that failed, goes out in its turn. By default nothing is sent.
  virtual void send_ahead(const WireRequest& /*request*/, const Limits& /*limits*/,
                          std::stop_token /*stop*/) {}
};

// The trust of a whole process: the CA store is loaded once and shared by every transport.
class TrustStore {
 public:
  // The system's store (SSL_CERT_FILE is honoured), and the PEM file besides, unless it is "".
  static base::Result<std::shared_ptr<const TrustStore>> load(const std::string& ca_file);
  ~TrustStore();
  TrustStore(const TrustStore&) = delete;
  TrustStore& operator=(const TrustStore&) = delete;
  [[nodiscard]] void* x509_store() const { return store_; }

 private:
  explicit TrustStore(void* store) : store_(store) {}
  void* store_;
};

// libcurl, for one check: its connections are shared with nobody. It follows nothing, keeps no
// cookies, reads no netrc and no proxy environment.
[[nodiscard]] std::unique_ptr<Transport> make_curl_transport(
    std::shared_ptr<const TrustStore> trust, const model::NetworkSpec& network);

}  // namespace flexverify::net
