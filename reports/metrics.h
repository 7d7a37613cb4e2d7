// Metrics as values, and their Prometheus text. prometheus.cpp alone knows prometheus-cpp.
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "verifier/model/run.h"

namespace flexverify::reports {

struct Sample {
  std::vector<std::pair<std::string, std::string>> labels;  // name and value of each
  double value = 0;                                         // what was measured
};
enum class MetricType { Gauge, Counter };
struct Metric {
  std::string name;                     // with its prefix, "flexverify_…"
  std::string help;                     // one line for people
  MetricType type = MetricType::Gauge;  // of the exposition format
  std::vector<Sample> samples;          // a metric without any is left out
};

// What results say, a metric at a time: verdict, reached depth, times, findings, certificates.
using MetricOf = Metric (*)(std::span<const model::CheckResult>);
[[nodiscard]] std::span<const MetricOf> check_metric_table();
// The figures of one check as text, the lines of each metric of the table, without headings: who
// keeps them shows the figures of all checks together, and needs no result for it.
using CheckLines = std::vector<std::string>;
[[nodiscard]] CheckLines check_lines(const model::CheckResult& check);
// The text of the whole table for all these checks.
[[nodiscard]] std::string joined_lines(std::span<const CheckLines* const> checks);
[[nodiscard]] Metric build_metric(const std::string& version);
// The text exposition format.
[[nodiscard]] std::string metrics_text(const std::vector<Metric>& metrics);

[[nodiscard]] double in_seconds(base::Millis time);
[[nodiscard]] double in_seconds(base::WallTime time);  // since 1970

}  // namespace flexverify::reports
