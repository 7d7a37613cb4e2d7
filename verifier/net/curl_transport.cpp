#include <curl/curl.h>
#include <malloc.h>
#include <openssl/crypto.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <map>
#include <utility>

#include "verifier/base/check.h"
#include "verifier/base/text.h"
#include "verifier/net/address.h"
#include "verifier/net/answer.h"
#include "verifier/net/content_decoder.h"
#include "verifier/net/curl_failure.h"
#include "verifier/net/curl_list.h"
#include "verifier/net/phases.h"
#include "verifier/net/transport.h"
#include "verifier/net/watch_handshake.h"

namespace flexverify::net {
namespace {

struct FreeEasy {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
using Easy = std::unique_ptr<CURL, FreeEasy>;

// Bodies with secrets pass through libcurl's buffers, which are wiped when they are given back.
void wipe_and_free(void* memory) {
  if (memory != nullptr) OPENSSL_cleanse(memory, ::malloc_usable_size(memory));
  std::free(memory);
}
void* move_and_wipe(void* memory, std::size_t size) {
  void* const moved = std::malloc(size);
  if (moved == nullptr || memory == nullptr) return moved;
  std::memcpy(moved, memory, std::min(size, ::malloc_usable_size(memory)));
  wipe_and_free(memory);
  return moved;
}
CURLcode start_curl() {
  return curl_global_init_mem(CURL_GLOBAL_DEFAULT, std::malloc, wipe_and_free, move_and_wipe,
                              ::strdup, std::calloc);
}

Easy make_easy() {
  static const CURLcode started = start_curl();
  FV_CHECK(started == CURLE_OK);
  Easy easy(curl_easy_init());
  FV_CHECK(easy != nullptr);
  return easy;
}

std::size_t on_header(char* data, std::size_t, std::size_t size, void* answer) {
  const auto more = static_cast<Answer*>(answer)->add_header({data, size});
  return more == Answer::Continue::Yes ? size : 0;
}
std::size_t on_body(char* data, std::size_t, std::size_t size, void* answer) {
  const auto more = static_cast<Answer*>(answer)->add_body({data, size});
  return more == Answer::Continue::Yes ? size : CURL_WRITEFUNC_ERROR;
}
int on_progress(void* answer, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  auto& arriving = *static_cast<Answer*>(answer);
  return arriving.stopped() || arriving.too_slow(base::SystemClock().steady()) ? 1 : 0;
}

std::string protocol_name(long version) {
  switch (version) {
    case CURL_HTTP_VERSION_1_0:
      return "HTTP/1.0";
    case CURL_HTTP_VERSION_1_1:
      return "HTTP/1.1";
    case CURL_HTTP_VERSION_2_0:
      return "HTTP/2";
    default:
      return "";
  }
}

using WireOutcome = decltype(WireExchange::outcome);

// libcurl calls an answer whole that ends within its header section.
WireOutcome whole_answer(Answer& answer) {
  if (!answer.has_headers())
    return Failure{FailureKind::Malformed, "the connection ended within the header section"};
  web::Response& response = answer.response();
  const std::string* encodings = web::find_header(response.headers, "Content-Encoding");
  if (encodings == nullptr) return std::move(response);
  auto decoded = decode_content(std::move(response.body), *encodings, answer.limits().body_bytes);
  if (const auto* fault = std::get_if<DecodingFault>(&decoded))
    return *fault == DecodingFault::TooLarge
               ? Failure{FailureKind::TooLarge, "decoded, it is larger than permitted"}
               : Failure{FailureKind::Malformed, "its Content-Encoding cannot be decoded"};
  response.body = std::get<std::string>(std::move(decoded));
  return std::move(response);
}

class CurlTransport final : public Transport {
 public:
  CurlTransport(std::shared_ptr<const TrustStore> trust, model::NetworkSpec network)
      : trust_(std::move(trust)), network_(std::move(network)), easy_(make_easy()) {
    for (const std::string& entry : network_.resolve) append(resolve_, entry);
  }

  WireExchange send(const WireRequest& request, const Limits& limits,
                    std::stop_token stop) override;

 private:
  template <class Value>
  void set(CURLoption option, Value value) {
    FV_CHECK(curl_easy_setopt(easy_.get(), option, value) == CURLE_OK);
  }
  template <class Value>
  Value get(CURLINFO what) {
    Value value{};
    curl_easy_getinfo(easy_.get(), what, &value);
    return value;
  }

  static CURLcode on_context(CURL*, void* context, void* self) {
    auto& transport = *static_cast<CurlTransport*>(self);
    watch_handshake(static_cast<ssl_ctx_st*>(context), transport.trust_->x509_store(),
                    &transport.peer_);
    return CURLE_OK;
  }

  // libcurl asks for a socket when the address is known and no packet was sent yet.
  static curl_socket_t on_socket(void* self, curlsocktype, curl_sockaddr* address) {
    auto& transport = *static_cast<CurlTransport*>(self);
    const AddressKind kind = kind_of(address->addr);
    if (transport.guarded_ && is_inside(kind)) {
      transport.inside_ = name_of(kind);
      return CURL_SOCKET_BAD;
    }
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  }
  // A proxy finds the address by itself; ours is the proxy's.
  [[nodiscard]] bool must_be_outside(const WireRequest& request) const {
    if (request.inside == Inside::Allowed || !network_.inner_hosts || !network_.proxy.empty())
      return false;
    return std::ranges::find(*network_.inner_hosts, web::host_name(request.url)) ==
           network_.inner_hosts->end();
  }

  void set_rules();
  void set_trust();
  void set_request(const WireRequest& request, const curl_slist* headers);
  void set_limits(const Limits& limits, Answer& answer);
  Symptoms symptoms(CURLcode code, const Answer& answer);
  void describe(const WireRequest& request, WireExchange& exchange);

  std::shared_ptr<const TrustStore> trust_;
  model::NetworkSpec network_;
  Peer peer_;             // of the handshake of this request, if there was one
  bool guarded_ = false;  // this request may not go to an address inside
  std::string inside_;    // the kind of one that was refused
  std::map<std::string, model::Certificate> certificates_;  // by origin: connections are reused
  CurlList resolve_;
  std::array<char, CURL_ERROR_SIZE> words_{};
  Easy easy_;  // last: its connections point at the members above
};

// What is the same for every request.
void CurlTransport::set_rules() {
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  set(CURLOPT_PROXY, network_.proxy.c_str());  // "" and not null: no environment
  set(CURLOPT_NOPROXY, network_.no_proxy.c_str());
  set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  set(CURLOPT_PATH_AS_IS, 1L);
  set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  set(CURLOPT_ACCEPT_ENCODING, "gzip, deflate, br");
  set(CURLOPT_HTTP_CONTENT_DECODING, 0L);  // content_decoder.h: libcurl stops at unknown ones
  set(CURLOPT_ERRORBUFFER, words_.data());
  set(CURLOPT_OPENSOCKETFUNCTION, &CurlTransport::on_socket);
  set(CURLOPT_OPENSOCKETDATA, this);
  if (resolve_) set(CURLOPT_RESOLVE, resolve_.get());
}

void CurlTransport::set_trust() {
  const char* const none = nullptr;
  set(CURLOPT_CAINFO, none);  // the shared store instead: loading a bundle takes 25 ms
  set(CURLOPT_CAPATH, none);
  set(CURLOPT_SSL_CTX_FUNCTION, &CurlTransport::on_context);
  set(CURLOPT_SSL_CTX_DATA, this);
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!network_.client_certificate.empty())
    set(CURLOPT_SSLCERT, network_.client_certificate.c_str());
  if (!network_.client_key.empty()) set(CURLOPT_SSLKEY, network_.client_key.c_str());
}

void CurlTransport::set_request(const WireRequest& request, const curl_slist* headers) {
  set(CURLOPT_URL, web::to_string(request.url, web::WithFragment::No).c_str());
  set(CURLOPT_HTTPHEADER, headers);
  if (request.resend == Resend::Never) set(CURLOPT_FRESH_CONNECT, 1L);
  switch (request.method) {
    case web::Method::Get:
      set(CURLOPT_HTTPGET, 1L);
      break;
    case web::Method::Head:
      set(CURLOPT_NOBODY, 1L);
      break;
    case web::Method::Post:  // not copied: the caller wipes it
      set(CURLOPT_POST, 1L);
      set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
      set(CURLOPT_POSTFIELDS, request.body.data());
      break;
    case web::Method::Delete:
      set(CURLOPT_CUSTOMREQUEST, "DELETE");
      break;
  }
}

void CurlTransport::set_limits(const Limits& limits, Answer& answer) {
  if (limits.timeout.count() != 0)
    set(CURLOPT_TIMEOUT_MS, std::max(1L, static_cast<long>(limits.timeout.count())));
  set(CURLOPT_NOPROGRESS, 0L);
  set(CURLOPT_XFERINFOFUNCTION, &on_progress);
  set(CURLOPT_XFERINFODATA, &answer);
  set(CURLOPT_HEADERFUNCTION, &on_header);
  set(CURLOPT_HEADERDATA, &answer);
  set(CURLOPT_WRITEFUNCTION, &on_body);
  set(CURLOPT_WRITEDATA, &answer);
}

Symptoms CurlTransport::symptoms(CURLcode code, const Answer& answer) {
  return {.code = static_cast<int>(code),
          .verify_error = peer_.error,
          .words = words_.data(),
          .peer_words = peer_.words,
          .asked_for_certificate = peer_.asked_for_certificate,
          .stopped = code == CURLE_ABORTED_BY_CALLBACK && answer.stopped(),
          .inside = code == CURLE_COULDNT_CONNECT ? inside_ : "",
          .too_large = answer.too_large(),
          .answer_begun = answer.begun(),
          .through_proxy = !network_.proxy.empty(),
          .proxy_status = get<long>(CURLINFO_HTTP_CONNECTCODE)};
}

void CurlTransport::describe(const WireRequest& request, WireExchange& exchange) {
  const auto time = [&](CURLINFO what) { return std::chrono::microseconds(get<curl_off_t>(what)); };
  exchange.timings = phases({.resolved = time(CURLINFO_NAMELOOKUP_TIME_T),
                             .connected = time(CURLINFO_CONNECT_TIME_T),
                             .secured = time(CURLINFO_APPCONNECT_TIME_T),
                             .answered = time(CURLINFO_STARTTRANSFER_TIME_T),
                             .ended = time(CURLINFO_TOTAL_TIME_T)});
  // Set by libcurl just before the first byte of the request.
  exchange.sent = get<curl_off_t>(CURLINFO_PRETRANSFER_TIME_T) > 0;
  exchange.protocol = protocol_name(get<long>(CURLINFO_HTTP_VERSION));
  if (const char* address = get<char*>(CURLINFO_PRIMARY_IP); address != nullptr && *address != 0) {
    const std::string host = address;
    const bool v6 = base::contains(host, ":");
    exchange.peer =
        (v6 ? "[" + host + "]" : host) + ":" + std::to_string(get<long>(CURLINFO_PRIMARY_PORT));
  }
  const std::string place = web::origin(request.url);
  if (peer_.certificate) certificates_.insert_or_assign(place, *peer_.certificate);
  const auto known = certificates_.find(place);
  if (known != certificates_.end()) exchange.certificate = known->second;
}

WireExchange CurlTransport::send(const WireRequest& request, const Limits& limits,
                                 std::stop_token stop) {
  WireExchange exchange;
  if (stop.stop_requested()) {
    exchange.outcome = Failure{FailureKind::Cancelled, "stopped before anything was sent"};
    exchange.sent = false;
    return exchange;
  }
  if (!is_sendable(request.headers)) {
    exchange.outcome = Failure{FailureKind::Malformed, "a header would contain a line break"};
    exchange.sent = false;
    return exchange;
  }
  const CurlList headers = header_list(request.headers);
  Answer answer(limits, std::move(stop));
  peer_ = {};
  guarded_ = must_be_outside(request);
  inside_.clear();
  words_.fill('\0');
  curl_easy_reset(easy_.get());  // keeps connections and TLS sessions
  set_rules();
  set_trust();
  set_request(request, headers.get());
  set_limits(limits, answer);
  const CURLcode code = curl_easy_perform(easy_.get());
  describe(request, exchange);
  const bool slow = code == CURLE_ABORTED_BY_CALLBACK && !answer.stopped();
  exchange.outcome =
      slow ? Failure{FailureKind::Timeout, "less than 100 bytes a second came over 10 seconds"}
      : code == CURLE_OK ? whole_answer(answer)
                         : WireOutcome(diagnose(symptoms(code, answer)));
  curl_easy_reset(easy_.get());  // no pointer to the request or the answer stays
  return exchange;
}

}  // namespace

std::unique_ptr<Transport> make_curl_transport(std::shared_ptr<const TrustStore> trust,
                                               const model::NetworkSpec& network) {
  return std::make_unique<CurlTransport>(std::move(trust), network);
}

}  // namespace flexverify::net
