// Prometheus text, for the node_exporter's textfile collector, a push or a scrape. prometheus.cpp
// alone knows prometheus-cpp.
#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

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

}  // namespace

std::string metrics_text(const std::vector<Metric>& metrics) {
  std::vector<prometheus::MetricFamily> families;
  for (const Metric& metric : metrics)
    if (!metric.samples.empty()) families.push_back(family_of(metric));
  return prometheus::TextSerializer().Serialize(families);
}

std::string render_prometheus(const model::Run& run, const RenderOptions&) {
  std::vector<Metric> metrics = {build_metric(run.tool_version)};
  for (Metric& metric : check_metrics(run.checks)) metrics.push_back(std::move(metric));
  return metrics_text(metrics);
}

}  // namespace flexverify::reports
