#include "tests/chaos/chaos_transport.h"

#include <array>

#include "verifier/base/encoding.h"
#include "verifier/base/text.h"
#include "verifier/web/query.h"

namespace flexverify::test {
namespace {

using web::Response;

std::string many(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

// Flips characters of the SAMLResponse in a page; false when there is none.
bool tamper(std::string& body, std::size_t place) {
  const std::size_t name = body.find("name=\"SAMLResponse\"");
  const std::size_t value = body.find("value=\"", name == std::string::npos ? body.size() : name);
  if (value == std::string::npos) return false;
  const std::size_t begin = value + 7, end = body.find('"', begin);
  if (end == std::string::npos || end - begin < 400) return false;
  char& c = body[begin + 200 + place % (end - begin - 300)];
  c = c == 'A' ? 'B' : 'A';
  return true;
}

}  // namespace

// A server repeats what it was given, and knows nothing of it before.
std::string ChaosTransport::echo() {
  if (!knows_) return "nothing";
  switch (roll(9)) {
    case 0:
      return web::encode_component(echo_);
    case 1:
      return base::base64_encode("user:" + echo_);
    case 2:
      return base::hex_encode(echo_);
    case 3:
      return base::html_escape(echo_);
    case 4:
      return web::encode_component(base::base64_encode(echo_));
    case 5:
      return base::base64url_encode(base::deflate_raw("<a>" + echo_ + "</a>"));
    case 6: {
      std::string references;
      for (const char c : echo_)
        references += "&#" + std::to_string(static_cast<unsigned char>(c)) + ";";
      return references;
    }
    case 7: {
      std::string escapes;
      for (const char c : echo_) escapes += "\\u00" + base::hex_encode(std::string(1, c));
      return escapes;
    }
    default:
      return echo_;
  }
}

void ChaosTransport::change_response(const net::WireRequest&, Response& response) {
  const auto did = [&](std::string what, Damage damage) {
    events_.push_back({count_, std::move(what), damage});
  };
  const std::size_t place = roll(1'000'000);
  switch (roll(14)) {
    case 0:
      response.status = 500;
      response.headers.clear();
      response.body = "<title>" + echo() + "</title>";
      return did("500 with an echo", Damage::Any);
    case 1:
      response.body.resize(place % (response.body.size() + 1));
      return did("cut off", Damage::Any);
    case 2:
      if (response.body.empty()) return did("nothing", Damage::None);
      response.body[place % response.body.size()] ^= static_cast<char>(1U << roll(8));
      return did("a bit flipped", Damage::Any);
    case 3:
      response.headers.push_back({"Set-Cookie", "odd=" + echo() + "; Path=/"});
      return did("a cookie with an echo", Damage::Harmless);
    case 4:
      response.headers.push_back({"X-Odd", many("x", 10'000)});
      return did("a long header", Damage::Harmless);
    case 5:
      response.body = many("<div>", 5'000) + response.body;
      return did("deep markup", Damage::Any);
    case 6:
      response.body += "<p>" + echo() + "</p>";
      return did("an echo behind the page", Damage::Any);
    case 7:
      response.status = 302;
      response.headers = {{"Location", "https://elsewhere.invalid/?message=" + echo()}};
      return did("a redirect elsewhere", Damage::Any);
    case 8:
      response.headers = {{"Location", "http://127.0.0.1:1/" + echo()}};
      response.status = 302;
      return did("a redirect inside", Damage::Any);
    case 9:
      if (!tamper(response.body, place)) return did("nothing", Damage::None);
      return did("a tampered SAMLResponse", Damage::Fatal);
    case 10:
      response.body = many("[", 100) + echo() + many("]", 100);
      response.headers = {{"Content-Type", "application/json"}};
      return did("deep JSON", Damage::Any);
    case 11:
      response.headers.clear();
      return did("no headers", Damage::Any);
    case 12:
      response.body = "{\"message\":\"" + echo() + "\",\"errorSummary\":\"" + echo() + "\"}";
      response.status = 401;
      return did("401 with an echo", Damage::Any);
    default:
      response.body = "\xFF\xFE" + response.body + std::string(3, '\0');
      return did("other bytes at both ends", Damage::Any);
  }
}

void ChaosTransport::change(const net::WireRequest& request, net::WireExchange& exchange) {
  using net::FailureKind;
  constexpr std::array kFailures = {FailureKind::Timeout,    FailureKind::Malformed,
                                    FailureKind::TooLarge,   FailureKind::Connect,
                                    FailureKind::TlsExpired, FailureKind::Dns};
  if (roll(8) == 0) {
    exchange.outcome = net::Failure{kFailures.at(roll(kFailures.size())), "it says " + echo()};
    events_.push_back({count_, "a failure of the network", Damage::Any});
  } else if (auto* response = std::get_if<Response>(&exchange.outcome)) {
    change_response(request, *response);
  }
}

net::WireExchange ChaosTransport::send(const net::WireRequest& request, const net::Limits& limits,
                                       std::stop_token stop) {
  knows_ |= base::contains(request.body, echo_) ||
            base::contains(request.body, web::encode_component(echo_));
  net::WireExchange exchange = inner_.send(request, limits, std::move(stop));
  ++count_;
  constexpr std::size_t kMost = 3;
  if (events_.size() < kMost && roll(4) == 0) change(request, exchange);
  return exchange;
}

}  // namespace flexverify::test
