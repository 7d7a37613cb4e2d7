#include "verifier/webdriver/wire.h"

#include <algorithm>
#include <array>

#include "verifier/base/secret.h"
#include "verifier/base/text.h"

namespace flexverify::webdriver {
namespace {

constexpr std::size_t kMostAnswered = 16 * 1024 * 1024;  // the log has a message several times

// What a page causes that is being replaced. Firefox answers some of these with null instead.
constexpr std::array kMoving = {
    "stale element reference", "no such element",          "no such shadow root",
    "detached shadow root",    "element not interactable", "element click intercepted",
    "javascript error",        "script timeout",           "unexpected alert open"};
constexpr std::array kGone = {"invalid session id", "no such window", "session not created"};
constexpr std::array kGoneWords = {"disconnected", "not reachable", "crashed",
                                   "target window already closed"};

bool has_any(std::string_view text, const auto& words) {
  return std::ranges::any_of(
      words, [&](std::string_view word) { return base::contains_ignoring_case(text, word); });
}

web::Url below(const web::Url& base, std::string_view path) {
  web::Url url = base;
  while (url.path.ends_with('/')) url.path.pop_back();
  url.path += path;
  return url;
}

}  // namespace

Fault fault_named(std::string_view error, std::string_view message) {
  const std::string words = std::string(error) + ": " + std::string(message);
  if (has_any(error, kGone) || has_any(message, kGoneWords)) return {Fault::Kind::Gone, words};
  if (has_any(error, kMoving)) return {Fault::Kind::Moving, words};
  return {Fault::Kind::Refused, words};
}

Reply<base::Json> Wire::call(web::Method method, std::string_view path, std::string body,
                             base::Millis patience, const std::stop_token& stop) {
  net::WireRequest request{.method = method,
                           .url = below(driver_, path),
                           .headers = {{"Content-Type", "application/json; charset=utf-8"}},
                           .body = std::move(body),
                           .resend = net::Resend::Never};
  const net::WireExchange exchange =
      transport_.send(request, {.timeout = patience, .body_bytes = kMostAnswered}, stop);
  base::wipe(request.body);
  const auto* response = std::get_if<web::Response>(&exchange.outcome);
  if (response == nullptr)
    return tl::unexpected(
        Fault{Fault::Kind::Gone, std::get<net::Failure>(exchange.outcome).detail});
  const auto json = base::parse_json(response->body);
  const base::Json* value = json ? json->find("value") : nullptr;
  if (value == nullptr)
    return tl::unexpected(Fault{Fault::Kind::Gone, "HTTP " + std::to_string(response->status) +
                                                       ", and no JSON of a WebDriver"});
  const std::string error = value->object() == nullptr ? "" : value->text("error");
  if (response->status != 200 && !error.empty())
    return tl::unexpected(fault_named(error, value->text("message")));
  return *value;
}

Reply<base::Json> Wire::post(std::string_view path, const base::Json& parameters,
                             base::Millis patience) {
  return call(web::Method::Post, path, base::dump_json(parameters), patience, stop_);
}

Reply<base::Json> Wire::get(std::string_view path, base::Millis patience) {
  return call(web::Method::Get, path, "", patience, stop_);
}

// Cleaning up is done even when the check was stopped.
Reply<base::Json> Wire::remove(std::string_view path, base::Millis patience) {
  return call(web::Method::Delete, path, "", patience, {});
}

}  // namespace flexverify::webdriver
