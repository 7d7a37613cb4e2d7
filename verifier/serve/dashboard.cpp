#include "verifier/serve/dashboard.h"

#include <fmt/format.h>

#include <algorithm>

#include "reports/html_parts.h"
#include "verifier/base/overload.h"
#include "verifier/serve/dashboard_parts.h"
#include "verifier/serve/links.h"

namespace flexverify::serve {
namespace {

using model::Verdict;
using reports::element;
using reports::empty_element;
using reports::Markup;
namespace html = reports::html;

constexpr std::size_t kStrip = 30, kLongStrip = 120;

Markup dim(const std::string& text) {
  return element("div", {{"class", "small"}}, Markup::text(text));
}

Markup block(const std::string& css, const Markup& content) {
  return element("div", {{"class", css}}, content);
}

std::optional<Verdict> verdict_of(const TargetView& target) {
  return target.record ? std::optional(target.record->verdict) : std::nullopt;
}

Markup label_of(const TargetView& target) {
  const auto verdict = verdict_of(target);
  return verdict ? verdict_label(*verdict)
                 : element("span", {{"class", "dim"}}, Markup::literal("no result yet"));
}

std::string next_text(const TargetView& target, base::WallTime now) {
  if (target.plan.running) return "running";
  if (target.plan.next == base::WallTime::max()) return "never";
  if (target.plan.next - now < std::chrono::seconds{1}) return "due now";
  return "next " + shown_distance(target.plan.next, now);
}

// The certificate that ends first.
const model::Certificate* first_to_end(const TargetView& target) {
  if (!target.last || target.last->certificates.empty()) return nullptr;
  return &*std::min_element(target.last->certificates.begin(), target.last->certificates.end(),
                            [](const auto& a, const auto& b) { return a.not_after < b.not_after; });
}

Markup certificate(const TargetView& target, base::WallTime now) {
  const model::Certificate* first = first_to_end(target);
  if (first == nullptr) return {};
  const auto days = std::chrono::floor<std::chrono::days>(first->not_after - now).count();
  return Markup::text(days < 0 ? std::string("expired") : fmt::format("{} days left", days)) +
         dim(first->use);
}

Markup first_finding(const TargetView& target) {
  if (!target.last || target.last->findings.empty()) return {};
  const model::Finding& first = target.last->findings.front();
  return html::code(model::info(first.code).id) +
         dim(std::string(model::who_must_act(model::owner_of(first))));
}

// The last line of the last run.
Markup proved(const TargetView& target) {
  return target.last ? html::answers({&*target.last, 1}) : Markup();
}

Markup reached(const TargetView& target) {
  return target.last ? dim(std::string(model::name_of(target.last->reached))) : Markup();
}

Markup row(const TargetView& target, std::span<const StoredRun> runs, base::WallTime now) {
  const std::string last = runs.empty() ? "" : base::format_duration(runs.front().duration);
  const Markup name =
      element("a", {{"href", target_link(target.spec.name)}, {"class", "name"}},
              Markup::text(target.spec.name)) +
      dim(std::string(model::name_of(target.spec.setup)) + " · " + next_text(target, now));
  return block("row", element("div", name) + element("div", label_of(target) + reached(target)) +
                          block("wide", first_finding(target)) +
                          block("wide", strip(runs, kStrip)) +
                          block("wide line", latency(runs, kStrip) + Markup::text(last)) +
                          block("wide", certificate(target, now)));
}

// The worst first; what was never checked comes last.
bool comes_before(const TargetView* a, const TargetView* b) {
  const auto rank = [](const TargetView* t) {
    const auto verdict = verdict_of(*t);
    return verdict ? static_cast<int>(*verdict) : -1;
  };
  return rank(a) != rank(b) ? rank(a) > rank(b) : a->spec.name < b->spec.name;
}

std::string summary(const View& view) {
  std::string text;
  const auto count = [&](std::optional<Verdict> verdict, std::string_view name) {
    const auto n = std::count_if(view.targets.begin(), view.targets.end(),
                                 [&](const TargetView& t) { return verdict_of(t) == verdict; });
    if (n > 0) text += fmt::format("{}{} {}", text.empty() ? "" : " · ", n, name);
  };
  for (const Verdict verdict : {Verdict::Critical, Verdict::Unknown, Verdict::Warning, Verdict::Ok})
    count(verdict, model::name_of(verdict));
  count(std::nullopt, "without a result");
  return text;
}

Verdict worst_of(const View& view) {
  Verdict worst = Verdict::Ok;
  for (const TargetView& target : view.targets)
    worst = model::worst(worst, verdict_of(target).value_or(Verdict::Ok));
  return worst;
}

Markup notice(const std::string& text) {
  return element("div", {{"class", "notice bad"}, {"role", "alert"}}, Markup::text(text));
}

// What is wrong with serve itself.
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
      empty_element("input", {{"type", "hidden"}, {"name", "name"}, {"value", target.spec.name}}) +
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
  const std::string url = target.last ? target.last->url : web::origin(target.spec.url);
  Markup all = html::pair("page", html::code(url)) +
               html::pair("schedule", Markup::text(schedule_text(target.schedule) + " · " +
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

std::string index_page(const View& view, const RunsByTarget& runs) {
  std::vector<const TargetView*> order;
  for (const TargetView& target : view.targets) order.push_back(&target);
  std::sort(order.begin(), order.end(), comes_before);
  Markup rows;
  for (const TargetView* target : order) {
    const auto found = runs.find(target->spec.name);
    const std::span<const StoredRun> own =
        found == runs.end() ? std::span<const StoredRun>() : found->second;
    rows += row(*target, own, view.now);
  }
  const std::string worst(model::name_of(worst_of(view)));
  const Markup head = block("finish " + worst, element("h1", Markup::text(summary(view))) +
                                                   element("p", {{"class", "dim"}},
                                                           Markup::literal("Twilio Flex logins")));
  const Markup live =
      element("main", {{"id", "live"}}, notices(view) + head + block("rows", rows) + footer(view));
  return dashboard_document("flexverify: " + summary(view), live);
}

std::string target_page(const TargetView& target, const View& view, std::span<const StoredRun> runs,
                        const std::string& key) {
  const auto verdict = verdict_of(target);
  const std::string css(verdict ? model::name_of(*verdict) : "");
  Markup state = notices(view) + resume_form(target, key) +
                 block("finish " + css, element("h1", Markup::text(target.spec.name) +
                                                          Markup::literal(" ") + label_of(target)) +
                                            proved(target) + facts(target, view.now)) +
                 block("all", strip(runs, std::min(runs.size(), kLongStrip)));
  if (target.last) state += html::findings(*target.last, 0) + html::certificates(*target.last);
  const Markup body =
      element("nav", element("a", {{"href", "/"}}, Markup::literal("All targets"))) +
      element("section", {{"id", "live"}}, state) + history(runs) + footer(view);
  return dashboard_document(target.spec.name + " · flexverify", body);
}

}  // namespace flexverify::serve
