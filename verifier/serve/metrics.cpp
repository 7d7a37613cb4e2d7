#include "verifier/serve/metrics.h"

#include <sys/resource.h>
#include <unistd.h>

#include <fstream>

#include "reports/metrics.h"

namespace flexverify::serve {
namespace {

using reports::in_seconds;
using reports::Metric;
using reports::MetricType;

// With the verdict that people were told, which waits for its confirmation.
std::vector<model::CheckResult> published(const std::vector<TargetView>& targets) {
  std::vector<model::CheckResult> results;
  for (const TargetView& target : targets) {
    if (!target.last) continue;
    results.push_back(*target.last);
    if (target.record) results.back().verdict = target.record->verdict;
  }
  return results;
}

// One figure for each target; nullopt leaves it out.
using Figure = std::optional<double> (*)(const TargetView&);
struct TargetMetric {
  const char* name;
  const char* help;
  MetricType type;
  Figure figure;
};

std::optional<double> moment(base::WallTime time) {
  const bool known = time > base::WallTime{} && time < base::WallTime::max();
  return known ? std::optional(in_seconds(time)) : std::nullopt;
}

constexpr TargetMetric kTargetMetrics[] = {
    {"flexverify_check_last_success_timestamp_seconds",
     "When the last check began whose verdict was ok or warning.", MetricType::Gauge,
     [](const TargetView& t) { return t.record ? moment(t.record->last_success) : std::nullopt; }},
    {"flexverify_check_next_timestamp_seconds", "When the next check is due.", MetricType::Gauge,
     [](const TargetView& t) { return moment(t.plan.next); }},
    {"flexverify_check_start_delay_seconds", "How late the last check began.", MetricType::Gauge,
     [](const TargetView& t) { return std::optional(in_seconds(t.plan.delay)); }},
    {"flexverify_check_skipped_total", "Times that passed while the check could not run.",
     MetricType::Counter,
     [](const TargetView& t) { return std::optional(static_cast<double>(t.plan.skipped)); }},
    {"flexverify_check_account_refused",
     "1 while the account is not tried, because its password or code was refused.",
     MetricType::Gauge, [](const TargetView& t) { return std::optional(t.refusal ? 1.0 : 0.0); }},
    {"flexverify_page_changed",
     "Pages of the identity provider that were made otherwise than in the run before, since the "
     "process began.",
     MetricType::Gauge,
     [](const TargetView& t) { return std::optional(static_cast<double>(t.changed_pages)); }},
    {"flexverify_check_rate_limits", "Answers in a row that asked for fewer requests.",
     MetricType::Gauge,
     [](const TargetView& t) { return std::optional(static_cast<double>(t.plan.rate_limits)); }},
};

std::vector<Metric> target_metrics(const std::vector<TargetView>& targets) {
  std::vector<Metric> metrics;
  for (const TargetMetric& row : kTargetMetrics) {
    Metric metric{.name = row.name, .help = row.help, .type = row.type, .samples = {}};
    for (const TargetView& target : targets)
      if (const auto value = row.figure(target))
        metric.samples.push_back({{{"target", target.spec.name}}, *value});
    metrics.push_back(std::move(metric));
  }
  return metrics;
}

Metric single(const char* name, const char* help, double value,
              MetricType type = MetricType::Gauge) {
  return {.name = name, .help = help, .type = type, .samples = {{{}, value}}};
}

double count(std::size_t n) { return static_cast<double>(n); }

std::vector<Metric> own_metrics(const View& view, const ProcessFacts& process) {
  const bool kept = view.place == Place::File || view.place == Place::MemoryByChoice;
  return {
      single("flexverify_history_degraded",
             "1 while results are kept in memory because the history cannot be used.",
             kept ? 0 : 1),
      single("flexverify_config_last_reload_successful",
             "0 while the configuration file has faults and an older one is in use.",
             view.reload.ok ? 1 : 0),
      single("flexverify_config_last_reload_timestamp_seconds",
             "When a configuration was last read.", in_seconds(view.reload.at)),
      single("flexverify_alerts_waiting", "Alerts that are not delivered yet.",
             count(view.waiting_messages)),
      single("flexverify_alerts_delivered_total", "Alerts that were delivered.",
             count(view.notifier.delivered), MetricType::Counter),
      single("flexverify_alerts_failed_total", "Deliveries that failed; they are repeated.",
             count(view.notifier.failed), MetricType::Counter),
      single("flexverify_alerts_dropped_total", "Alerts that nobody will get.",
             count(view.notifier.dropped), MetricType::Counter),
      single("process_start_time_seconds", "When the process began.", in_seconds(view.started)),
      single("process_cpu_seconds_total", "Processor time of the process.", process.cpu_seconds,
             MetricType::Counter),
      single("process_resident_memory_bytes", "Memory of the process.", process.resident_bytes)};
}

void append(std::vector<Metric>& to, std::vector<Metric> more) {
  for (Metric& metric : more) to.push_back(std::move(metric));
}

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

}  // namespace

ProcessFacts process_facts() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  double pages = 0, resident = 0;  // proc(5): statm
  std::ifstream("/proc/self/statm") >> pages >> resident;
  return {seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime),
          resident * static_cast<double>(sysconf(_SC_PAGESIZE))};
}

std::string metrics_page(const View& view, const ProcessFacts& process) {
  std::vector<Metric> metrics = {reports::build_metric(view.version)};
  append(metrics, reports::check_metrics(published(view.targets)));
  append(metrics, target_metrics(view.targets));
  append(metrics, own_metrics(view, process));
  return reports::metrics_text(metrics);
}

std::string probe_page(const View& view, const std::string& target) {
  std::vector<TargetView> only;
  for (const TargetView& one : view.targets)
    if (one.spec.name == target) only.push_back(one);
  if (only.empty()) return "";
  const auto results = published(only);
  const bool success = !results.empty() && results[0].verdict <= model::Verdict::Warning;
  std::vector<Metric> metrics = {
      single("probe_success", "1 when the last check was ok or warning.", success ? 1 : 0)};
  if (!results.empty())
    metrics.push_back(single("probe_duration_seconds", "How long the last check took.",
                             in_seconds(results[0].duration)));
  append(metrics, reports::check_metrics(results));
  append(metrics, target_metrics(only));
  return reports::metrics_text(metrics);
}

}  // namespace flexverify::serve
