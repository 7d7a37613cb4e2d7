#include "verifier/webdriver/network_log.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <utility>

#include "verifier/base/text.h"

namespace flexverify::webdriver {
namespace {

using base::Json;

constexpr std::size_t kMostPending = 200;
constexpr std::size_t kMostPosts = 100;
constexpr std::size_t kMostDocuments = 50;

double number(const Json* json) {
  if (json == nullptr) return 0;
  if (const auto* real = std::get_if<double>(&json->value)) return std::isfinite(*real) ? *real : 0;
  return static_cast<double>(json->integer().value_or(0));
}

// Of a browser that says nonsense, nothing is longer than a day.
base::Millis millis(double ms) {
  constexpr double kDay = 86'400'000;
  return base::Millis{static_cast<std::int64_t>(std::clamp(ms, 0.0, kDay))};
}

base::WallTime wall_time(double seconds) {
  constexpr double kLatest = 4'102'444'800;  // the year 2100
  return base::WallTime{
      base::Millis{static_cast<std::int64_t>(std::clamp(seconds, 0.0, kLatest) * 1000)}};
}

bool is_document(const Json& event) { return event.text("type") == "Document"; }

bool is_of_interest(const Json& event) {
  constexpr std::array<std::string_view, 3> kTypes = {"Document", "XHR", "Fetch"};
  return std::ranges::find(kTypes, event.text("type")) != kTypes.end();
}

std::string protocol_name(const std::string& name) {
  if (name == "h2") return "HTTP/2";
  if (name == "http/1.1") return "HTTP/1.1";
  return name;
}

// Chrome DevTools Protocol, Network.ResourceTiming: each is -1 where it did not take place.
base::Millis phase(const Json& timing, std::string_view from, std::string_view to) {
  const double start = number(timing.find(from)), end = number(timing.find(to));
  return start < 0 || end < start ? base::Millis{0} : millis(end - start);
}

void read_response(const Json& response, net::SeenElsewhere& seen) {
  seen.status = static_cast<int>(std::clamp(number(response.find("status")), 0.0, 999.0));
  seen.protocol = protocol_name(response.text("protocol"));
  seen.bytes = static_cast<std::size_t>(millis(number(response.find("encodedDataLength"))).count());
  const std::string address = response.text("remoteIPAddress");
  const auto port = static_cast<long>(number(response.find("remotePort")));
  if (!address.empty()) seen.peer = address + ":" + std::to_string(port);
  const Json* timing = response.find("timing");
  if (timing == nullptr) return;
  seen.timings.dns = phase(*timing, "dnsStart", "dnsEnd");
  seen.timings.tls = phase(*timing, "sslStart", "sslEnd");
  seen.timings.connect = phase(*timing, "connectStart", "connectEnd") - seen.timings.tls;
  seen.timings.wait = phase(*timing, "sendEnd", "receiveHeadersEnd");
}

}  // namespace

void NetworkLog::add(const Json& entries) {
  if (entries.array() == nullptr) return;
  for (const Json& entry : *entries.array()) {
    const auto parsed = base::parse_json(entry.text("message"));
    const Json* message = parsed ? parsed->find("message") : nullptr;
    const Json* event = message == nullptr ? nullptr : message->find("params");
    if (event == nullptr) continue;
    const std::string method = message->text("method");
    if (method == "Network.requestWillBeSent") begun(*event);
    if (method == "Network.responseReceived") answered(*event);
    if (method == "Network.loadingFinished") ended(*event, "");
    if (method == "Network.loadingFailed") ended(*event, event->text("errorText"));
  }
}

// A redirect is a request of the same id, which brings the answer to the one before it.
void NetworkLog::begun(const Json& event) {
  const Json* request = event.find("request");
  const auto url = request == nullptr ? std::nullopt : web::parse_url(request->text("url"));
  if (!url || !web::is_http(*url) || !is_of_interest(event)) return;
  const std::string id = event.text("requestId");
  if (const auto before = pending_.find(id); before != pending_.end()) {
    if (const Json* answer = event.find("redirectResponse"))
      read_response(*answer, before->second.seen);
    before->second.seen.location = *url;
    ended(event, "");
  }
  if (const Json* body = request->find("postData"); body != nullptr && posts_.size() < kMostPosts) {
    const Json* headers = request->find("headers");
    posts_.push_back({*url, body->string() == nullptr ? "" : *body->string(),
                      headers == nullptr ? "" : headers->text("Origin")});
  }
  if (pending_.size() >= kMostPending) pending_.erase(pending_.begin());
  Pending& next = pending_[id];
  next.seen.method = request->text("method");
  next.seen.url = *url;
  next.seen.started = wall_time(number(event.find("wallTime")));
  next.started = number(event.find("timestamp"));
  next.is_document = is_document(event);
}

void NetworkLog::answered(const Json& event) {
  const auto found = pending_.find(event.text("requestId"));
  const Json* response = event.find("response");
  if (found == pending_.end() || response == nullptr) return;
  read_response(*response, found->second.seen);
  if (!found->second.is_document) return;
  if (documents_.size() >= kMostDocuments) documents_.erase(documents_.begin());
  documents_.push_back({found->second.seen.url, found->second.seen.status});
}

void NetworkLog::ended(const Json& event, const std::string& error) {
  const auto found = pending_.find(event.text("requestId"));
  if (found == pending_.end()) return;
  Pending one = std::move(found->second);
  pending_.erase(found);
  one.seen.timings.total = millis((number(event.find("timestamp")) - one.started) * 1000);
  one.seen.error = error;
  // A document that another one replaced was aborted, and broke nothing.
  if (one.is_document) document_error_ = error == "net::ERR_ABORTED" ? "" : error;
  ended_.push_back(std::move(one.seen));
}

std::vector<net::SeenElsewhere> NetworkLog::take_ended() { return std::exchange(ended_, {}); }

const AnsweredDocument* NetworkLog::document_at(const web::Url& place) const {
  for (auto one = documents_.rbegin(); one != documents_.rend(); ++one)
    if (web::same_place(one->url, place)) return &*one;
  return nullptr;
}

std::optional<Posted> NetworkLog::take_posted_to(const web::Url& place) {
  const auto found = std::ranges::find_if(
      posts_, [&](const Posted& post) { return web::same_place(post.url, place); });
  if (found == posts_.end()) return std::nullopt;
  Posted post = std::move(*found);
  posts_.erase(found);
  return post;
}

}  // namespace flexverify::webdriver
