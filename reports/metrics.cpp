#include "reports/metrics.h"

#include <algorithm>
#include <array>
#include <map>

#include "verifier/base/text.h"
#include "verifier/model/last_line.h"

namespace flexverify::reports {
namespace {

using model::CheckResult;
using Checks = std::span<const CheckResult>;

constexpr std::array kVerdicts = {model::Verdict::Ok, model::Verdict::Warning,
                                  model::Verdict::Unknown, model::Verdict::Critical};
constexpr std::array kAnswers = {model::Answer::Yes, model::Answer::CannotTell, model::Answer::No};

Metric gauge(std::string name, std::string help) {
  return {.name = std::move(name), .help = std::move(help), .samples = {}};
}

// One series for each verdict, so that an alert needs no table of numbers.
Metric verdicts(Checks checks) {
  Metric metric =
      gauge("flexverify_check_verdict", "1 for the verdict of the check, 0 for others.");
  for (const CheckResult& check : checks)
    for (const model::Verdict verdict : kVerdicts)
      metric.samples.push_back(
          {{{"target", check.name}, {"verdict", std::string(model::name_of(verdict))}},
           check.verdict == verdict ? 1.0 : 0.0});
  return metric;
}

// What the check answers to its question: the last line of its report.
Metric answers(Checks checks) {
  Metric metric =
      gauge("flexverify_check_answer", "1 for what the last line of the check says, 0 for others.");
  for (const CheckResult& check : checks) {
    const model::Answer said = model::last_line_of(check).answer;
    for (const model::Answer answer : kAnswers)
      metric.samples.push_back(
          {{{"target", check.name},
            {"answer", base::replace_all(std::string(model::name_of(answer)), " ", "-")}},
           said == answer ? 1.0 : 0.0});
  }
  return metric;
}

// A metric with one figure for each check.
Metric one_each(std::string name, std::string help, Checks checks,
                double (*figure)(const CheckResult&)) {
  Metric metric = gauge(std::move(name), std::move(help));
  for (const CheckResult& check : checks)
    metric.samples.push_back({{{"target", check.name}}, figure(check)});
  return metric;
}

Metric step_durations(Checks checks) {
  Metric metric =
      gauge("flexverify_check_step_duration_seconds", "How long a leg of the login took.");
  for (const CheckResult& check : checks) {
    std::map<std::string, base::Millis> legs;  // a leg may run twice
    for (const model::Step& step : check.steps) legs[step.leg] += step.duration;
    for (const auto& [leg, time] : legs)
      metric.samples.push_back({{{"target", check.name}, {"leg", leg}}, in_seconds(time)});
  }
  return metric;
}

Metric findings(Checks checks) {
  Metric metric = gauge("flexverify_check_findings", "Findings of the check by code and severity.");
  for (const CheckResult& check : checks) {
    std::map<std::pair<std::string_view, std::string_view>, int> counts;
    for (const model::Finding& finding : check.findings)
      ++counts[{model::info(finding.code).id, model::name_of(finding.severity)}];
    for (const auto& [key, count] : counts)
      metric.samples.push_back({{{"target", check.name},
                                 {"code", std::string(key.first)},
                                 {"severity", std::string(key.second)}},
                                static_cast<double>(count)});
  }
  return metric;
}

// The same certificate is seen at every request to its host: the earliest end counts.
Metric certificates(Checks checks) {
  Metric metric = gauge("flexverify_certificate_not_after_timestamp_seconds",
                        "When a certificate that the check saw expires.");
  for (const CheckResult& check : checks) {
    std::map<std::string, base::WallTime> ends;
    for (const model::Certificate& one : check.certificates) {
      const auto [place, is_new] = ends.emplace(one.use, one.not_after);
      if (!is_new) place->second = std::min(place->second, one.not_after);
    }
    for (const auto& [use, end] : ends)
      metric.samples.push_back({{{"target", check.name}, {"use", use}}, in_seconds(end)});
  }
  return metric;
}

Metric reached_depths(Checks checks) {
  return one_each("flexverify_check_reached_depth",
                  "How far the check got: 0 none, 1 page, 2 authn-request, 3 assertion, "
                  "4 landing, 5 loaded.",
                  checks, [](const CheckResult& c) { return static_cast<double>(c.reached); });
}

Metric starts(Checks checks) {
  return one_each("flexverify_check_start_timestamp_seconds", "When the check began.", checks,
                  [](const CheckResult& c) { return in_seconds(c.started); });
}

Metric durations(Checks checks) {
  return one_each("flexverify_check_duration_seconds", "How long the whole check took.", checks,
                  [](const CheckResult& c) { return in_seconds(c.duration); });
}

constexpr std::array<MetricOf, 8> kCheckMetrics = {
    verdicts, answers, reached_depths, starts, durations, step_durations, findings, certificates};

}  // namespace

double in_seconds(base::Millis time) { return static_cast<double>(time.count()) / 1000; }
double in_seconds(base::WallTime time) { return in_seconds(time.time_since_epoch()); }

Metric build_metric(const std::string& version) {
  Metric metric = gauge("flexverify_build_info", "The version that made these figures.");
  metric.samples.push_back({{{"version", version}}, 1});
  return metric;
}

std::span<const MetricOf> check_metric_table() { return kCheckMetrics; }

}  // namespace flexverify::reports
