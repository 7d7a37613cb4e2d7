// A transport without a network. An answer comes from the first route that fits the request, else
// from the queue, else it is a failure that names the request: nothing is answered by accident.
#pragma once

#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "verifier/base/time.h"
#include "verifier/net/transport.h"
#include "verifier/web/message.h"
#include "verifier/web/url.h"

namespace flexverify::test {

inline net::WireExchange answer(int status, web::Headers headers = {}, std::string body = "") {
  net::WireExchange exchange;
  exchange.outcome =
      web::Response{.status = status, .headers = std::move(headers), .body = std::move(body)};
  exchange.protocol = "HTTP/2";
  exchange.peer = "127.0.0.1:443";
  return exchange;
}
inline net::WireExchange html(std::string body, web::Headers headers = {}) {
  headers.push_back({"Content-Type", "text/html; charset=utf-8"});
  return answer(200, std::move(headers), std::move(body));
}
inline net::WireExchange json(std::string body, int status = 200, web::Headers headers = {}) {
  headers.push_back({"Content-Type", "application/json"});
  return answer(status, std::move(headers), std::move(body));
}
inline net::WireExchange redirect_to(std::string location, int status = 302,
                                     web::Headers headers = {}) {
  headers.push_back({"Location", std::move(location)});
  return answer(status, std::move(headers));
}
inline net::WireExchange failed(net::FailureKind kind, std::string detail = "scripted") {
  net::WireExchange exchange;
  exchange.outcome = net::Failure{.kind = kind, .detail = std::move(detail)};
  return exchange;
}

class ScriptedTransport final : public net::Transport {
 public:
  using Handler = std::function<net::WireExchange(const net::WireRequest&)>;

  // For every request whose method and URL, without query and fragment, are these.
  void on(web::Method method, std::string url, Handler handler) {
    routes_.push_back({method, std::move(url), std::move(handler)});
  }
  void on(web::Method method, std::string url, net::WireExchange exchange) {
    on(method, std::move(url),
       [exchange = std::move(exchange)](const net::WireRequest&) { return exchange; });
  }
  void on_get(std::string url, net::WireExchange exchange) {
    on(web::Method::Get, std::move(url), std::move(exchange));
  }
  void on_post(std::string url, net::WireExchange exchange) {
    on(web::Method::Post, std::move(url), std::move(exchange));
  }
  // For the next request that no route is for.
  void then(net::WireExchange exchange) { queue_.push_back(std::move(exchange)); }
  // Called with every request before it is answered: to move a clock, or to stop.
  void before_each(std::function<void(const net::WireRequest&)> hook) { hook_ = std::move(hook); }

  net::WireExchange send(const net::WireRequest& request, const net::Limits& limits,
                         std::stop_token stop) override {
    requests_.push_back(request);
    limits_.push_back(limits);
    if (hook_) hook_(request);
    if (stop.stop_requested()) return failed(net::FailureKind::Cancelled);
    const std::string place = place_of(request.url);
    for (const auto& route : routes_)
      if (route.method == request.method && route.url == place) return route.handler(request);
    if (queue_.empty()) return failed(net::FailureKind::Connect, "no script for " + place);
    auto next = std::move(queue_.front());
    queue_.pop_front();
    return next;
  }

  [[nodiscard]] const std::vector<net::WireRequest>& requests() const { return requests_; }
  [[nodiscard]] const std::vector<net::Limits>& limits() const { return limits_; }
  [[nodiscard]] std::size_t unused() const { return queue_.size(); }

 private:
  struct Route {
    web::Method method;
    std::string url;
    Handler handler;
  };
  static std::string place_of(web::Url url) {
    url.query.reset();
    url.fragment.reset();
    return web::to_string(url);
  }

  std::vector<Route> routes_;
  std::deque<net::WireExchange> queue_;
  std::function<void(const net::WireRequest&)> hook_;
  std::vector<net::WireRequest> requests_;
  std::vector<net::Limits> limits_;
};

// The value of a request's header, "" when it is absent.
inline std::string header_of(const net::WireRequest& request, std::string_view name) {
  const std::string* value = web::find_header(request.headers, name);
  return value == nullptr ? "" : *value;
}

}  // namespace flexverify::test
