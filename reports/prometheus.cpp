// Prometheus text, for the node_exporter's textfile collector, a push or a scrape. prometheus.cpp
// alone knows prometheus-cpp.
#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <algorithm>

#include "reports/metrics.h"
#include "reports/renderer.h"

namespace flexverify::reports {
namespace {

prometheus::ClientMetric client_metric(const Sample& sample, MetricType type) {
  prometheus::ClientMetric metric;
  for (const auto& [name, text] : sample.labels) metric.label.push_back({name, text});
  switch (type) {
    case MetricType::Gauge:
      metric.gauge.value = sample.value;
      break;
    case MetricType::Counter:
      metric.counter.value = sample.value;
      break;
  }
  return metric;
}

prometheus::MetricFamily family_of(const Metric& metric) {
  prometheus::MetricFamily family{.name = metric.name,
                                  .help = metric.help,
                                  .type = metric.type == MetricType::Gauge
                                              ? prometheus::MetricType::Gauge
                                              : prometheus::MetricType::Counter,
                                  .metric = {}};
  for (const Sample& sample : metric.samples)
    family.metric.push_back(client_metric(sample, metric.type));
  return family;
}

std::string text_of(const Metric& metric) {
  return metric.samples.empty() ? "" : prometheus::TextSerializer().Serialize({family_of(metric)});
}

// The lines that name and explain a metric begin with "#", and stand once, in front.
std::string_view without_heading(std::string_view text) {
  while (text.starts_with('#')) text.remove_prefix(text.find('\n') + 1);
  return text;
}

// The values of all checks would be ten times their text: those of a few at a time.
std::string text_of(MetricOf metric_of, std::span<const model::CheckResult> checks) {
  constexpr std::size_t kAtOnce = 200;
  std::string text;
  for (; !checks.empty(); checks = checks.subspan(std::min(kAtOnce, checks.size()))) {
    const std::string some = text_of(metric_of(checks.first(std::min(kAtOnce, checks.size()))));
    text += text.empty() ? std::string_view(some) : without_heading(some);
  }
  return text;
}

std::string heading_of(Metric metric) {
  metric.samples = {{}};
  std::string text = text_of(metric);
  text.resize(text.size() - without_heading(text).size());
  return text;
}

void head(const model::Run& run, const RenderOptions&, const base::WritePiece& write) {
  write(text_of(build_metric(run.tool_version)));
  for (const auto& metric_of : check_metric_table()) write(text_of(metric_of, run.checks));
}

// A metric has the figures of all checks together.
std::string part(const model::CheckResult&, Place, const RenderOptions&) { return ""; }

std::string tail(const model::Run&, const RenderOptions&) { return ""; }

}  // namespace

std::string metrics_text(const std::vector<Metric>& metrics) {
  std::string text;
  for (const Metric& metric : metrics) text += text_of(metric);
  return text;
}

CheckLines check_lines(const model::CheckResult& check) {
  CheckLines lines;
  lines.reserve(check_metric_table().size());
  for (const MetricOf metric_of : check_metric_table())
    lines.emplace_back(without_heading(text_of(metric_of({&check, 1}))));
  return lines;
}

std::string joined_lines(std::span<const CheckLines* const> checks) {
  std::size_t size = 4096;  // with room for the headings
  for (const CheckLines* one : checks)
    for (const std::string& lines : *one) size += lines.size();
  std::string text;
  text.reserve(size);
  for (std::size_t i = 0; i < check_metric_table().size(); ++i) {
    const std::size_t begin = text.size();
    for (const CheckLines* one : checks) text += one->at(i);
    if (text.size() > begin) text.insert(begin, heading_of(check_metric_table()[i]({})));
  }
  return text;
}

const Pieces kPrometheusPieces{head, part, "", tail};

}  // namespace flexverify::reports
