#include "verifier/serve/dashboard_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "reports/html_parts.h"
#include "verifier/serve/links.h"

namespace flexverify::serve {
namespace {

using reports::element;
using reports::empty_element;
using reports::Markup;

constexpr std::size_t kBar = 7, kBarHeight = 22;
constexpr std::size_t kLineWidth = 140, kLineHeight = 28;

std::string name(model::Verdict verdict) { return std::string(model::name_of(verdict)); }

Markup bar(const StoredRun& run, std::size_t place) {
  const std::string title =
      fmt::format("{} {}{} in {}", shown_time(run.started), name(run.verdict),
                  run.code.empty() ? "" : " " + run.code, base::format_duration(run.duration));
  return element("a", {{"href", run_link(run.id)}},
                 element("rect",
                         {{"x", std::to_string(place * kBar)},
                          {"y", "0"},
                          {"width", std::to_string(kBar - 2)},
                          {"height", std::to_string(kBarHeight)},
                          {"rx", "1.5"},
                          {"class", "bar " + name(run.verdict)}},
                         element("title", Markup::text(title))));
}

}  // namespace

Markup verdict_label(model::Verdict verdict) {
  return element("span", {{"class", "verdict " + name(verdict)}}, Markup::text(name(verdict)));
}

Markup strip(std::span<const StoredRun> newest_first, std::size_t most) {
  const std::size_t shown = std::min(newest_first.size(), most);
  Markup bars;
  for (std::size_t i = 0; i < shown; ++i)
    bars += bar(newest_first[shown - 1 - i], most - shown + i);
  return element("svg",
                 {{"class", "strip"},
                  {"viewBox", fmt::format("0 0 {} {}", most * kBar, kBarHeight)},
                  {"width", std::to_string(most * kBar)},
                  {"height", std::to_string(kBarHeight)},
                  {"role", "img"},
                  {"aria-label", fmt::format("the last {} runs", shown)}},
                 bars);
}

Markup latency(std::span<const StoredRun> newest_first, std::size_t most) {
  const std::size_t shown = std::min(newest_first.size(), most);
  if (shown < 2) return {};
  base::Millis longest{1};
  for (std::size_t i = 0; i < shown; ++i) longest = std::max(longest, newest_first[i].duration);
  std::string points;
  for (std::size_t i = 0; i < shown; ++i) {
    const auto& run = newest_first[shown - 1 - i];
    const double x = static_cast<double>(i) * kLineWidth / static_cast<double>(shown - 1);
    const double part =
        static_cast<double>(run.duration.count()) / static_cast<double>(longest.count());
    points += fmt::format("{:.1f},{:.1f} ", x, 2 + (kLineHeight - 4) * (1 - part));
  }
  return element("svg",
                 {{"class", "latency"},
                  {"viewBox", fmt::format("0 0 {} {}", kLineWidth, kLineHeight)},
                  {"width", std::to_string(kLineWidth)},
                  {"height", std::to_string(kLineHeight)},
                  {"role", "img"},
                  {"aria-label", "durations, at most " + base::format_duration(longest)}},
                 empty_element("polyline", {{"points", points}}));
}

std::string shown_time(base::WallTime time) {
  std::string text = base::format_rfc3339(std::chrono::floor<std::chrono::seconds>(time));
  text[10] = ' ';
  text.pop_back();
  return text;
}

std::string shown_distance(base::WallTime time, base::WallTime now) {
  using std::chrono::days, std::chrono::hours, std::chrono::minutes, std::chrono::seconds;
  const auto distance = std::chrono::abs(time - now);
  std::string text;
  if (distance < seconds{1}) return "now";
  if (distance < minutes{2})
    text = fmt::format("{} s", std::chrono::floor<seconds>(distance).count());
  else if (distance < hours{2})
    text = fmt::format("{} min", std::chrono::floor<minutes>(distance).count());
  else if (distance < days{2})
    text = fmt::format("{} h", std::chrono::floor<hours>(distance).count());
  else
    text = fmt::format("{} days", std::chrono::floor<days>(distance).count());
  return time > now ? "in " + text : text + " ago";
}

std::string dashboard_document(const std::string& title, const Markup& body) {
  const Markup head = empty_element("meta", {{"charset", "utf-8"}}) +
                      empty_element("meta", {{"name", "viewport"},
                                             {"content", "width=device-width, initial-scale=1"}}) +
                      element("title", Markup::text(title)) +
                      element("style", Markup::literal(reports::html::style_sheet())) +
                      element("style", Markup::literal(dashboard_style())) +
                      element("script", {{"src", "/refresh.js"}, {"defer", ""}}, Markup());
  return "<!DOCTYPE html>\n" +
         element("html", {{"lang", "en"}}, element("head", head) + element("body", body)).html() +
         "\n";
}

}  // namespace flexverify::serve
