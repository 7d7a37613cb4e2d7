// Prometheus text, for the node_exporter's textfile collector or a push. prometheus.cpp alone knows
// prometheus-cpp.
#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <array>
#include <map>

#include "reports/renderer.h"

namespace flexverify::reports {
namespace {

using model::CheckResult;
using prometheus::ClientMetric;
using prometheus::MetricFamily;
using Labels = std::vector<std::pair<std::string, std::string>>;

constexpr std::array kVerdicts = {model::Verdict::Ok, model::Verdict::Warning,
                                  model::Verdict::Unknown, model::Verdict::Critical};

MetricFamily gauge(std::string name, std::string help) {
  return {.name = std::move(name),
          .help = std::move(help),
          .type = prometheus::MetricType::Gauge,
          .metric = {}};
}

void add(MetricFamily& family, const Labels& labels, double value) {
  ClientMetric metric;
  for (const auto& [name, text] : labels) metric.label.push_back({name, text});
  metric.gauge.value = value;
  family.metric.push_back(std::move(metric));
}

double seconds(base::Millis time) { return static_cast<double>(time.count()) / 1000; }
double seconds(base::WallTime time) {
  return static_cast<double>(time.time_since_epoch().count()) / 1000;
}

MetricFamily build_info(const model::Run& run) {
  auto family = gauge("flexverify_build_info", "The version that made these figures.");
  add(family, {{"version", run.tool_version}}, 1);
  return family;
}

// One series for each verdict, so that an alert needs no table of numbers.
MetricFamily verdicts(const model::Run& run) {
  auto family = gauge("flexverify_check_verdict", "1 for the verdict of the check, 0 for others.");
  for (const CheckResult& check : run.checks)
    for (const model::Verdict verdict : kVerdicts)
      add(family, {{"target", check.name}, {"verdict", std::string(model::name_of(verdict))}},
          check.verdict == verdict ? 1 : 0);
  return family;
}

MetricFamily depths(const model::Run& run) {
  auto family = gauge("flexverify_check_reached_depth",
                      "How far the check got: 0 none, 1 page, 2 authn-request, 3 assertion, "
                      "4 landing, 5 loaded.");
  for (const CheckResult& check : run.checks)
    add(family, {{"target", check.name}}, static_cast<double>(check.reached));
  return family;
}

MetricFamily starts(const model::Run& run) {
  auto family = gauge("flexverify_check_start_timestamp_seconds", "When the check began.");
  for (const CheckResult& check : run.checks)
    add(family, {{"target", check.name}}, seconds(check.started));
  return family;
}

MetricFamily durations(const model::Run& run) {
  auto family = gauge("flexverify_check_duration_seconds", "How long the whole check took.");
  for (const CheckResult& check : run.checks)
    add(family, {{"target", check.name}}, seconds(check.duration));
  return family;
}

MetricFamily step_durations(const model::Run& run) {
  auto family =
      gauge("flexverify_check_step_duration_seconds", "How long a leg of the login took.");
  for (const CheckResult& check : run.checks) {
    std::map<std::string, base::Millis> legs;  // a leg may run twice
    for (const model::Step& step : check.steps) legs[step.leg] += step.duration;
    for (const auto& [leg, time] : legs)
      add(family, {{"target", check.name}, {"leg", leg}}, seconds(time));
  }
  return family;
}

MetricFamily findings(const model::Run& run) {
  auto family = gauge("flexverify_check_findings", "Findings of the check by code and severity.");
  for (const CheckResult& check : run.checks) {
    std::map<std::pair<std::string_view, std::string_view>, int> counts;
    for (const model::Finding& finding : check.findings)
      ++counts[{model::info(finding.code).id, model::name_of(finding.severity)}];
    for (const auto& [key, count] : counts)
      add(family,
          {{"target", check.name},
           {"code", std::string(key.first)},
           {"severity", std::string(key.second)}},
          count);
  }
  return family;
}

// The same certificate is seen at every request to its host: the earliest end counts.
MetricFamily certificates(const model::Run& run) {
  auto family = gauge("flexverify_certificate_not_after_timestamp_seconds",
                      "When a certificate that the check saw expires.");
  for (const CheckResult& check : run.checks) {
    std::map<std::string, base::WallTime> ends;
    for (const model::Certificate& one : check.certificates) {
      const auto [place, is_new] = ends.emplace(one.use, one.not_after);
      if (!is_new) place->second = std::min(place->second, one.not_after);
    }
    for (const auto& [use, end] : ends)
      add(family, {{"target", check.name}, {"use", use}}, seconds(end));
  }
  return family;
}

}  // namespace

std::string render_prometheus(const model::Run& run, const RenderOptions&) {
  return prometheus::TextSerializer().Serialize({build_info(run), verdicts(run), depths(run),
                                                 starts(run), durations(run), step_durations(run),
                                                 findings(run), certificates(run)});
}

}  // namespace flexverify::reports
