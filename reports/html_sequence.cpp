// The login as a sequence diagram. Its columns are told from the run itself: the page's host, the
// identity provider's, and Twilio's.
#include <algorithm>
#include <array>
#include <set>

#include "reports/html_parts.h"
#include "reports/layout.h"
#include "verifier/base/text.h"
#include "verifier/web/url.h"

namespace flexverify::reports::html {
namespace {

constexpr int kWidth = 1000, kTop = 64, kRow = 50;
constexpr std::array<int, 4> kLanes = {70, 330, 610, 900};
enum class Lane : std::size_t { Browser, Flex, Twilio, Provider };

int x_of(Lane lane) { return kLanes[static_cast<std::size_t>(lane)]; }

std::string host_of(const std::string& url) {
  const auto parsed = web::parse_url(url);
  return parsed ? web::host_and_port(*parsed) : "";
}

bool was_sign_in(const model::CheckResult& check, std::size_t request) {
  return std::ranges::any_of(check.steps, [&](const model::Step& step) {
    return step.leg == "sign-in" && step.first_exchange <= request && request <= step.last_exchange;
  });
}

bool is_provider(const model::CheckResult& check, const std::string& host) {
  const bool declared = std::ranges::any_of(check.idp_hosts, [&](const std::string& known) {
    return host == known || host.starts_with(known + ":");
  });
  return declared || (check.saml_request && host == host_of(check.saml_request->destination));
}

Lane lane_of(const model::CheckResult& check, const model::Exchange& exchange) {
  const std::string host = host_of(exchange.url);
  if (host == host_of(check.url)) return Lane::Flex;
  if (is_provider(check, host)) return Lane::Provider;
  if (base::contains(host, "twilio")) return Lane::Twilio;
  return was_sign_in(check, exchange.n) ? Lane::Provider : Lane::Twilio;
}

Markup svg_text(Literal style, int x, int y, std::string_view text) {
  return element(
      "text",
      {{"class", std::string(style.text)}, {"x", std::to_string(x)}, {"y", std::to_string(y)}},
      Markup::text(text));
}

Markup line(std::string style, int x1, int x2, int y) {
  return empty_element("line", {{"class", std::move(style)},
                                {"x1", std::to_string(x1)},
                                {"y1", std::to_string(y)},
                                {"x2", std::to_string(x2)},
                                {"y2", std::to_string(y)}});
}

// An arrow's head at (x, y), to the right or to the left.
Markup head(std::string style, int x, int y, int direction) {
  const auto point = [](int px, int py) { return std::to_string(px) + "," + std::to_string(py); };
  const int back = x - direction * 9;
  return empty_element(
      "polygon", {{"class", std::move(style)},
                  {"points", point(x, y) + " " + point(back, y - 4) + " " + point(back, y + 4)}});
}

std::string answer_of(const model::Exchange& exchange) {
  if (exchange.status == 0) return "no answer";
  const std::string to = exchange.location.empty() ? "" : " → " + place_of(exchange.location, 40);
  return std::to_string(exchange.status) + to;
}

Markup request_rows(const model::CheckResult& check, const model::Exchange& exchange, int y) {
  const int from = x_of(Lane::Browser), to = x_of(lane_of(check, exchange));
  const std::string bad = has_failed(exchange) ? " failed" : "";
  const std::string label =
      std::to_string(exchange.n) + " " + exchange.method + " " + place_of(exchange.url, 62);
  return line("request" + bad, from, to - 6, y) + head("head", to, y, 1) +
         svg_text("label", from + 8, y - 6, label) + line("response" + bad, from + 6, to, y + 14) +
         head("head back", from, y + 14, -1) +
         (has_failed(exchange) ? svg_text("answer failed", to - 8, y + 26, answer_of(exchange))
                               : svg_text("answer", to - 8, y + 26, answer_of(exchange)));
}

// The hosts in that column, as many as fit.
std::string hosts_in(const model::CheckResult& check, Lane lane) {
  std::set<std::string> hosts;
  for (const model::Exchange& exchange : check.exchanges)
    if (lane_of(check, exchange) == lane) hosts.insert(host_of(exchange.url));
  if (hosts.empty()) return "";
  const std::string more = hosts.size() > 1 ? " +" + std::to_string(hosts.size() - 1) : "";
  return cut(*hosts.begin(), 34) + more;
}

Markup lanes(const model::CheckResult& check, int height) {
  constexpr std::array<Literal, 4> kNames = {"Browser", "Flex page", "Twilio", "Identity provider"};
  Markup markup;
  for (std::size_t i = 0; i < kLanes.size(); ++i) {
    markup += svg_text("lane", kLanes[i], 22, kNames[i].text);
    markup += svg_text("host", kLanes[i], 40, hosts_in(check, static_cast<Lane>(i)));
    markup += empty_element("line", {{"class", "life"},
                                     {"x1", std::to_string(kLanes[i])},
                                     {"y1", "50"},
                                     {"x2", std::to_string(kLanes[i])},
                                     {"y2", std::to_string(height - 6)}});
  }
  return markup;
}

}  // namespace

Markup sequence(const model::CheckResult& check) {
  if (check.exchanges.empty()) return {};
  const int height = kTop + kRow * static_cast<int>(check.exchanges.size()) + 16;
  Markup drawing = lanes(check, height);
  int y = kTop + 14;
  for (const model::Exchange& exchange : check.exchanges) {
    drawing += request_rows(check, exchange, y);
    y += kRow;
  }
  const std::string box = "0 0 " + std::to_string(kWidth) + " " + std::to_string(height);
  const Markup svg = element("svg",
                             {{"class", "sequence"},
                              {"viewBox", box},
                              {"role", "img"},
                              {"aria-label", "Every request of the login, in order"}},
                             drawing);
  return section("The login, request by request", element("div", {{"class", "scroll"}}, svg));
}

}  // namespace flexverify::reports::html
