// When each request ran: its phases as bars over the time of the whole check.
#include <algorithm>
#include <array>

#include "reports/html_parts.h"
#include "verifier/base/text.h"

namespace flexverify::reports::html {
namespace {

struct Phase {
  Literal name;
  base::Millis model::Timings::* time;
};
constexpr std::array kPhases = {
    Phase{"dns", &model::Timings::dns}, Phase{"connect", &model::Timings::connect},
    Phase{"tls", &model::Timings::tls}, Phase{"wait", &model::Timings::wait},
    Phase{"receive", &model::Timings::receive}};

constexpr std::int64_t kUnits = 1000;  // of the viewBox

struct Span {
  base::WallTime start;
  base::Millis length{1};
};

Span span_of(const model::CheckResult& check) {
  Span span{check.exchanges.front().started, base::Millis{1}};
  for (const model::Exchange& e : check.exchanges) {
    span.start = std::min(span.start, e.started);
    span.length = std::max(span.length, e.started + e.timings.total - span.start);
  }
  return span;
}

Markup bar(Literal style, std::int64_t x, std::int64_t width) {
  return empty_element("rect", {{"class", std::string(style.text)},
                                {"x", std::to_string(x)},
                                {"y", "0"},
                                {"width", std::to_string(width)},
                                {"height", "12"}});
}

Markup bars(const model::Exchange& exchange, const Span& span) {
  const auto units = [&](base::Millis time) { return time.count() * kUnits / span.length.count(); };
  base::Millis at = exchange.started - span.start;
  // A hair even when nothing took a millisecond.
  Markup markup = bar("rest", units(at), std::max<std::int64_t>(units(exchange.timings.total), 3));
  for (const Phase& phase : kPhases) {
    const base::Millis time = exchange.timings.*phase.time;
    if (time.count() > 0)
      markup += bar(phase.name, units(at), std::max<std::int64_t>(units(time), 3));
    at += time;
  }
  return element("svg",
                 {{"class", "bars"},
                  {"viewBox", "0 0 1000 12"},
                  {"preserveAspectRatio", "none"},
                  {"aria-hidden", "true"}},
                 markup);
}

Markup status_of(const model::Exchange& exchange) {
  const Markup text = Markup::text(exchange.status == 0 ? "–" : std::to_string(exchange.status));
  return has_failed(exchange) ? element("span", {{"class", "bad"}}, text) : text;
}

Markup row(const model::Exchange& exchange, const Span& span, std::size_t number) {
  const std::string what = exchange.method + " " + place_of(exchange.url, 90);
  Markup place = code(what);
  if (!exchange.error.empty())
    place += element("div", {{"class", "bad"}}, Markup::text(exchange.error));
  return element("tr", {{"id", request_id(number, exchange.n)}},
                 element("td", {{"class", "number"}}, Markup::text(std::to_string(exchange.n))) +
                     element("td", {{"class", "place"}}, place) +
                     element("td", {{"class", "number"}}, status_of(exchange)) +
                     element("td", {{"class", "bars"}}, bars(exchange, span)) +
                     element("td", {{"class", "number"}},
                             Markup::text(base::format_duration(exchange.timings.total))));
}

Markup legend() {
  Markup items;
  for (const Phase& phase : kPhases)
    items += element("span", element("svg", {{"viewBox", "0 0 12 12"}}, bar(phase.name, 0, 12)) +
                                 Markup::text(phase.name.text));
  return element("div", {{"class", "legend"}}, items);
}

}  // namespace

Markup waterfall(const model::CheckResult& check, std::size_t number) {
  if (check.exchanges.empty()) return {};
  const Span span = span_of(check);
  Markup rows;
  for (const model::Exchange& exchange : check.exchanges) rows += row(exchange, span, number);
  return section("Where the time went",
                 legend() + table({"", "request", "status", "", "time"}, rows));
}

}  // namespace flexverify::reports::html
