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

Markup notice(const std::string& text) {
  return element("div", {{"class", "notice bad"}, {"role", "alert"}}, Markup::text(text));
}

}  // namespace

Markup verdict_label(model::Verdict verdict) {
  return element("span", {{"class", "verdict " + name(verdict)}}, Markup::text(name(verdict)));
}

std::optional<model::Verdict> verdict_of(const TargetView& target) {
  return target.record ? std::optional(target.record->verdict) : std::nullopt;
}

Markup label_of(const TargetView& target) {
  const auto verdict = verdict_of(target);
  return verdict ? verdict_label(*verdict)
                 : element("span", {{"class", "dim"}}, Markup::literal("no result yet"));
}

Markup block(const std::string& css, const Markup& content) {
  return element("div", {{"class", css}}, content);
}

Markup dim(const std::string& text) {
  return element("div", {{"class", "small"}}, Markup::text(text));
}

Markup notices(const View& view) {
  Markup all;
  if (view.place == Place::MemoryForNow || view.place == Place::MemoryUnread)
    all += notice("The history cannot be used (" + view.reason + "): results are kept in memory.");
  if (!view.reload.ok)
    all += notice("The configuration file has faults since " + shown_time(view.reload.at) +
                  ": the one before is still in use. See `flexverify config-check`.");
  if (view.notifier.failed > 0 && view.waiting_messages > 0)
    all += notice(std::to_string(view.waiting_messages) + " alerts wait to be delivered.");
  return all;
}

Markup footer(const View& view) {
  return element("footer",
                 Markup::text(fmt::format("flexverify {} · {} UTC · since {}", view.version,
                                          shown_time(view.now), shown_time(view.started))));
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
