#include "verifier/net/curl_transfer.h"

#include <curl/curl.h>
#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "verifier/base/check.h"
#include "verifier/base/text.h"
#include "verifier/base/wiping.h"
#include "verifier/net/address.h"
#include "verifier/net/content_decoder.h"
#include "verifier/net/phases.h"
#include "verifier/net/watch_handshake.h"

namespace flexverify::net {
namespace {

static_assert(CURL_ERROR_SIZE == 256);

// Bodies with secrets pass through libcurl's buffers, which are wiped when they are given back.
using base::wipe_and_free;
void* move_and_wipe(void* memory, std::size_t size) {
  void* const moved = std::malloc(size);
  if (moved == nullptr || memory == nullptr) return moved;
  std::memcpy(moved, memory, std::min(size, ::malloc_usable_size(memory)));
  wipe_and_free(memory);
  return moved;
}
CURLcode start() {
  return curl_global_init_mem(CURL_GLOBAL_DEFAULT, std::malloc, wipe_and_free, move_and_wipe,
                              ::strdup, std::calloc);
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

// Nothing is left to be sent.
std::size_t read_nothing(char*, std::size_t, std::size_t, void*) { return 0; }
int seek_anywhere(void*, curl_off_t, int) { return CURL_SEEKFUNC_OK; }

}  // namespace

void FreeEasy::operator()(void* easy) const { curl_easy_cleanup(easy); }

void start_curl() {
  static const CURLcode started = start();
  FV_CHECK(started == CURLE_OK);
}

Easy make_easy() {
  start_curl();
  Easy easy(curl_easy_init());
  FV_CHECK(easy != nullptr);
  return easy;
}

template <class Value>
void CurlTransfer::set(int option, Value value) {
  FV_CHECK(curl_easy_setopt(easy_.get(), static_cast<CURLoption>(option), value) == CURLE_OK);
}
template <class Value>
Value CurlTransfer::get(int what) {
  Value value{};
  curl_easy_getinfo(easy_.get(), static_cast<CURLINFO>(what), &value);
  return value;
}

struct CurlTransfer::Callbacks {
  // A connection outlives the transfer that made it, and so does what its handshake writes to.
  static CURLcode on_context(CURL*, void* context, void* self) {
    auto& transfer = *static_cast<CurlTransfer*>(self);
    CurlShared& shared = transfer.shared_;
    transfer.peer_ = &shared.peers.emplace_back();
    watch_handshake(static_cast<ssl_ctx_st*>(context), shared.trust->x509_store(), transfer.peer_);
    return CURLE_OK;
  }

  // libcurl asks for a socket when the address is known and no packet was sent yet.
  static curl_socket_t on_socket(void* self, curlsocktype, curl_sockaddr* address) {
    auto& transfer = *static_cast<CurlTransfer*>(self);
    const AddressKind kind = kind_of(address->addr);
    if (transfer.guarded_ && is_inside(kind)) {
      transfer.inside_ = name_of(kind);
      return CURL_SOCKET_BAD;
    }
    const int socket =
        ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    if (transfer.use_ == Use::Once)
      transfer.shared_.own_sockets.add(socket, web::origin(transfer.url_));
    return socket;
  }
  static int on_close(void* shared, curl_socket_t socket) {
    return static_cast<CurlShared*>(shared)->own_sockets.close(socket);
  }

  // libcurl has a connection, and asks before each time that it writes the request.
  static int on_ready(void* self, char*, char*, int, int local_port) {
    auto& transfer = *static_cast<CurlTransfer*>(self);
    transfer.attempt_ = transfer.next_attempt(local_port);
    if (transfer.attempt_ == Attempt::Repeated) transfer.note_why();
    return transfer.attempt_ == Attempt::Made ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
  }
};

// A proxy finds the address by itself; ours is the proxy's.
bool CurlTransfer::must_be_outside(const WireRequest& request) const {
  const model::NetworkSpec& network = shared_.network;
  if (request.inside == Inside::Allowed || !network.inner_hosts || !network.proxy.empty())
    return false;
  return std::ranges::find(*network.inner_hosts, web::host_name(request.url)) ==
         network.inner_hosts->end();
}

// What is the same for every request.
void CurlTransfer::set_rules() {
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  set(CURLOPT_PROXY, shared_.network.proxy.c_str());  // "" and not null: no environment
  set(CURLOPT_NOPROXY, shared_.network.no_proxy.c_str());
  set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  set(CURLOPT_PATH_AS_IS, 1L);
  set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  set(CURLOPT_ACCEPT_ENCODING, "gzip, deflate, br");
  set(CURLOPT_HTTP_CONTENT_DECODING, 0L);  // content_decoder.h: libcurl stops at unknown ones
  set(CURLOPT_ERRORBUFFER, words_.data());
  set(CURLOPT_OPENSOCKETFUNCTION, &Callbacks::on_socket);
  set(CURLOPT_OPENSOCKETDATA, this);
  if (shared_.resolve) set(CURLOPT_RESOLVE, shared_.resolve.get());
}

void CurlTransfer::set_trust() {
  const char* const none = nullptr;
  set(CURLOPT_CAINFO, none);  // the shared store instead: loading a bundle takes 25 ms
  set(CURLOPT_CAPATH, none);
  set(CURLOPT_SSL_CTX_FUNCTION, &Callbacks::on_context);
  set(CURLOPT_SSL_CTX_DATA, this);
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!shared_.network.client_certificate.empty())
    set(CURLOPT_SSLCERT, shared_.network.client_certificate.c_str());
  if (!shared_.network.client_key.empty()) set(CURLOPT_SSLKEY, shared_.network.client_key.c_str());
}

void CurlTransfer::set_request(const WireRequest& request, Over over) {
  headers_ = header_list(request.headers);
  set(CURLOPT_HTTPHEADER, headers_.get());
  if (request.resend == Resend::Never) send_once(over);
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

// libcurl repeats a request by itself when its connection turns out to be dead, or the server has
// refused its HTTP/2 stream: on_ready lets it write the request once.
void CurlTransfer::send_once(Over over) {
  keep_apart();
  set(CURLOPT_FORBID_REUSE, 1L);
  set(CURLOPT_PREREQFUNCTION, &Callbacks::on_ready);
  set(CURLOPT_PREREQDATA, this);
  if (over == Over::ANewOne) set(CURLOPT_FRESH_CONNECT, 1L);
}

// libcurl uses a connection again for equal settings of TLS only. To name the highest version,
// which is the highest anyway, keeps these connections from all other requests, and those from
// these.
void CurlTransfer::keep_apart() {
  constexpr long kLowest = CURL_SSLVERSION_TLSv1_2;
  constexpr long kHighest = CURL_SSLVERSION_MAX_TLSv1_3;
  set(CURLOPT_SSLVERSION, kLowest | kHighest);
}

CurlTransfer::Attempt CurlTransfer::next_attempt(int local_port) const {
  if (attempt_ != Attempt::None) return Attempt::Repeated;
  const auto in_advance = shared_.own_sockets.at_port(local_port);
  return in_advance && !is_untouched(*in_advance) ? Attempt::Refused : Attempt::Made;
}

void CurlTransfer::set_limits(const Limits& limits) {
  if (limits.timeout.count() != 0)
    set(CURLOPT_TIMEOUT_MS, std::max(1L, static_cast<long>(limits.timeout.count())));
  set(CURLOPT_NOPROGRESS, 0L);
  set(CURLOPT_XFERINFOFUNCTION, &on_progress);
  set(CURLOPT_XFERINFODATA, &*answer_);
  set(CURLOPT_HEADERFUNCTION, &on_header);
  set(CURLOPT_HEADERDATA, &*answer_);
  set(CURLOPT_WRITEFUNCTION, &on_body);
  set(CURLOPT_WRITEDATA, &*answer_);
}

Symptoms CurlTransfer::symptoms(int code) {
  const Peer peer = peer_ == nullptr ? Peer{} : *peer_;
  return {.code = code,
          .verify_error = peer.error,
          .words = words_.data(),
          .peer_words = peer.words,
          .asked_for_certificate = peer.asked_for_certificate,
          .stopped = code == CURLE_ABORTED_BY_CALLBACK && answer_->stopped(),
          .inside = code == CURLE_COULDNT_CONNECT ? inside_ : "",
          .too_large = answer_->too_large(),
          .answer_begun = answer_->begun(),
          .through_proxy = !shared_.network.proxy.empty(),
          .proxy_status = get<long>(CURLINFO_HTTP_CONNECTCODE)};
}

std::string CurlTransfer::peer_address() {
  const char* address = get<char*>(CURLINFO_PRIMARY_IP);
  if (address == nullptr || *address == 0) return "";
  const std::string host = address;
  const bool v6 = base::contains(host, ":");
  return (v6 ? "[" + host + "]" : host) + ":" + std::to_string(get<long>(CURLINFO_PRIMARY_PORT));
}

// Set by libcurl just before the first byte of the request.
bool CurlTransfer::is_sent() { return get<curl_off_t>(CURLINFO_PRETRANSFER_TIME_T) > 0; }

void CurlTransfer::describe(WireExchange& exchange) {
  const auto time = [&](CURLINFO what) { return std::chrono::microseconds(get<curl_off_t>(what)); };
  exchange.timings = phases({.resolved = time(CURLINFO_NAMELOOKUP_TIME_T),
                             .connected = time(CURLINFO_CONNECT_TIME_T),
                             .secured = time(CURLINFO_APPCONNECT_TIME_T),
                             .answered = time(CURLINFO_STARTTRANSFER_TIME_T),
                             .ended = time(CURLINFO_TOTAL_TIME_T)});
  exchange.sent = is_sent() || attempt_ == Attempt::Made || attempt_ == Attempt::Repeated;
  exchange.protocol = protocol_name(get<long>(CURLINFO_HTTP_VERSION));
  exchange.peer = peer_address();
  auto& certificates = shared_.certificates;
  const std::string place = web::origin(url_);
  if (peer_ != nullptr && peer_->certificate)
    certificates.insert_or_assign(place, *peer_->certificate);
  const auto known = certificates.find(place);
  if (known != certificates.end()) exchange.certificate = known->second;
}

void CurlTransfer::begin(const web::Url& url, const Limits& limits, std::stop_token stop) {
  url_ = url;
  answer_.emplace(limits, std::move(stop));
  peer_ = nullptr;
  guarded_ = false;
  inside_.clear();
  use_ = Use::Any;
  attempt_ = Attempt::None;
  words_.fill('\0');
  curl_easy_reset(easy_.get());  // keeps TLS sessions
  set_rules();
  set_trust();
  set(CURLOPT_PRIVATE, this);
  set(CURLOPT_URL, web::to_string(url, web::WithFragment::No).c_str());
  set_limits(limits);
}

void CurlTransfer::prepare(const WireRequest& request, const Limits& limits, std::stop_token stop,
                           Over over) {
  begin(request.url, limits, std::move(stop));
  guarded_ = must_be_outside(request);
  set_request(request, over);
}

// libcurl's own connections without a request (CURLOPT_CONNECT_ONLY) are never used again. An
// upload that is complete already ends when it is connected, before a byte of it is written, and
// leaves a connection like any other.
void CurlTransfer::prepare_connection(const web::Url& place, Use use, std::stop_token stop) {
  constexpr base::Millis kPatience{10'000};
  const bool once = use == Use::Once;  // somebody may wait for it, and soon it is too old
  begin(place, {.timeout = once ? kLongestUntouched : kPatience}, std::move(stop));
  if (once) keep_apart();
  use_ = use;
  set(CURLOPT_CLOSESOCKETFUNCTION, &Callbacks::on_close);
  set(CURLOPT_CLOSESOCKETDATA, &shared_);
  set(CURLOPT_FRESH_CONNECT, 1L);
  set(CURLOPT_UPLOAD, 1L);
  set(CURLOPT_CUSTOMREQUEST, "HEAD");  // harmless, if it ever were written
  set(CURLOPT_INFILESIZE_LARGE, curl_off_t{1});
  set(CURLOPT_RESUME_FROM_LARGE, curl_off_t{1});
  set(CURLOPT_READFUNCTION, &read_nothing);
  set(CURLOPT_SEEKFUNCTION, &seek_anywhere);
}

// Before libcurl says that it was not let: its words are those of what happened to the request, and
// none when the connection just ended.
void CurlTransfer::note_why() {
  unanswered_ = words_.front() == '\0' ? CURLE_GOT_NOTHING : CURLE_RECV_ERROR;
}

int CurlTransfer::code_of(int code) {
  if (attempt_ != Attempt::Repeated) return code;
  constexpr std::string_view kNothing = "Empty reply from server";  // libcurl's words for it
  if (unanswered_ == CURLE_GOT_NOTHING) words_[kNothing.copy(words_.data(), kNothing.size())] = 0;
  return unanswered_;
}

WireExchange CurlTransfer::result(int ended) {
  const int code = code_of(ended);
  WireExchange exchange;
  describe(exchange);
  const bool slow = code == CURLE_ABORTED_BY_CALLBACK && !answer_->stopped();
  exchange.outcome =
      slow ? Failure{FailureKind::Timeout, "less than 100 bytes a second came over 10 seconds"}
      : code == CURLE_OK ? whole_answer(*answer_)
                         : WireOutcome(diagnose(symptoms(code)));
  curl_easy_reset(easy_.get());
  return exchange;
}

void CurlTransfer::connected() {
  if (peer_ != nullptr && peer_->certificate && peer_->error == 0)
    shared_.certificates.insert_or_assign(web::origin(url_), *peer_->certificate);
  if (use_ == Use::Once)
    shared_.own_sockets.set_open(get<long>(CURLINFO_LOCAL_PORT), base::SystemClock().steady());
}

bool CurlTransfer::opens_for_one_request(const std::string& origin) const {
  return use_ == Use::Once && web::origin(url_) == origin;
}

}  // namespace flexverify::net
