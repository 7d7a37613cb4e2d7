#include "verifier/serve/dashboard.h"

#include <fmt/format.h>

#include <algorithm>

#include "reports/html_parts.h"
#include "verifier/base/overload.h"
#include "verifier/serve/dashboard_parts.h"
#include "verifier/serve/links.h"

namespace flexverify::serve {
namespace {

using reports::element;
using reports::empty_element;
using reports::Markup;
namespace html = reports::html;

constexpr std::size_t kLongStrip = 120;

std::string next_text(const TargetView& target, base::WallTime now) {
  if (target.plan.running) return "running";
  if (target.plan.next == base::WallTime::max()) return "never";
  if (target.plan.next - now < std::chrono::seconds{1}) return "due now";
  return "next " + shown_distance(target.plan.next, now);
}

// The last line of the last run.
Markup proved(const TargetView& target) {
  return target.last.result ? html::answers({target.last.result.get(), 1}) : Markup();
}

// In the largest unit that is whole.
std::string interval_text(base::Millis interval) {
  using std::chrono::hours, std::chrono::minutes, std::chrono::seconds;
  if (interval % hours{1} == hours{0}) return fmt::format("{} h", interval / hours{1});
  if (interval % minutes{1} == minutes{0}) return fmt::format("{} min", interval / minutes{1});
  if (interval % seconds{1} == seconds{0}) return fmt::format("{} s", interval / seconds{1});
  return base::format_duration(interval);
}

std::string schedule_text(const config::Schedule& schedule) {
  std::string text = std::visit(
      base::overload{
          [](const config::Every& every) { return "every " + interval_text(every.interval); },
          [](const config::Cron& cron) { return "cron, " + cron.zone.name(); }},
      schedule.when);
  if (schedule.confirm > 1) text += fmt::format(", told after {} in a row", schedule.confirm);
  return text;
}

Markup resume_form(const TargetView& target, const std::string& key) {
  if (!target.refusal) return {};
  const Markup fields =
      empty_element("input", {{"type", "hidden"}, {"name", "name"}, {"value", target.name()}}) +
      empty_element("input", {{"type", "hidden"}, {"name", "key"}, {"value", key}}) +
      element("button", Markup::literal("Try it again"));
  return element(
      "div", {{"class", "notice"}},
      Markup::text("The account is not tried since " + shown_time(target.refusal->since) + ": " +
                   target.refusal->code + ". ") +
          element("form", {{"method", "post"}, {"action", "/resume"}, {"class", "inline"}},
                  fields));
}

Markup facts(const TargetView& target, base::WallTime now) {
  const std::string url =
      target.last.result ? target.last.result->url : web::origin(target.target->spec.url);
  Markup all = html::pair("page", html::code(url)) +
               html::pair("schedule", Markup::text(schedule_text(target.target->schedule) + " · " +
                                                   next_text(target, now)));
  if (target.record) {
    all += html::pair("since", Markup::text(shown_time(target.record->since) + " (" +
                                            shown_distance(target.record->since, now) + ")"));
    const bool ever = target.record->last_success > base::WallTime{};
    all += html::pair("last success", Markup::text(ever ? shown_time(target.record->last_success)
                                                        : std::string("never")));
  }
  if (target.plan.skipped > 0)
    all += html::pair("skipped", Markup::text(std::to_string(target.plan.skipped)));
  if (target.plan.rate_limits > 0)
    all += html::pair("rate limited",
                      Markup::text("no check before " + shown_time(target.plan.not_before)));
  return element("dl", {{"class", "facts"}}, all);
}

Markup radio(const std::string& name, const StoredRun& run, bool checked) {
  const std::string label = name + " " + std::to_string(run.id);
  const std::string id = std::to_string(run.id);
  if (checked)
    return empty_element(
        "input",
        {{"type", "radio"}, {"name", name}, {"value", id}, {"aria-label", label}, {"checked", ""}});
  return empty_element("input",
                       {{"type", "radio"}, {"name", name}, {"value", id}, {"aria-label", label}});
}

// Any two runs can be compared; the last change of verdict is chosen already.
std::size_t last_change(std::span<const StoredRun> runs) {
  for (std::size_t i = 0; i + 1 < runs.size(); ++i)
    if (runs[i].verdict != runs[i + 1].verdict) return i;
  return 0;
}

Markup history(std::span<const StoredRun> runs) {
  if (runs.empty()) return {};
  const std::size_t change = last_change(runs);
  Markup rows;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const StoredRun& run = runs[i];
    rows +=
        element("tr", html::cell(radio("before", run, i == std::min(change + 1, runs.size() - 1))) +
                          html::cell(radio("after", run, i == change)) +
                          html::cell(element("a", {{"href", run_link(run.id)}},
                                             Markup::text(shown_time(run.started)))) +
                          html::cell(verdict_label(run.verdict)) +
                          html::cell(Markup::text(model::name_of(run.reached))) +
                          html::cell(html::code(run.code)) +
                          element("td", {{"class", "number"}},
                                  Markup::text(base::format_duration(run.duration))));
  }
  const Markup table = html::table(
      {"before", "after", "began (UTC)", "verdict", "reached", "first finding", "time"}, rows);
  return html::section(
      "History",
      element(
          "form", {{"method", "get"}, {"action", "/compare"}},
          element("p", element("button", Markup::literal("Compare the two chosen runs"))) + table));
}

}  // namespace

std::string target_page(const TargetView& target, const View& view, std::span<const StoredRun> runs,
                        const std::string& key) {
  const auto verdict = verdict_of(target);
  const std::string css(verdict ? model::name_of(*verdict) : "");
  Markup state = notices(view) + resume_form(target, key) +
                 block("finish " + css, element("h1", Markup::text(target.name()) +
                                                          Markup::literal(" ") + label_of(target)) +
                                            proved(target) + facts(target, view.now)) +
                 block("all", strip(runs, std::min(runs.size(), kLongStrip)));
  if (const auto& last = target.last.result)
    state += html::findings(*last, 0) + html::certificates(*last);
  const Markup body =
      element("nav", element("a", {{"href", "/"}}, Markup::literal("All targets"))) +
      element("section", {{"id", "live"}}, state) + history(runs) + footer(view);
  return dashboard_document(target.name() + " · flexverify", body);
}

}  // namespace flexverify::serve
