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

std::vector<const reports::CheckLines*> published(const std::vector<TargetView>& targets) {
  std::vector<const reports::CheckLines*> all;
  for (const TargetView& target : targets)
    if (target.last.figures) all.push_back(target.last.figures.get());
  return all;
}

// Another verdict waits to be confirmed.
model::Verdict told(const TargetView& target) {
  return target.record ? target.record->verdict : target.last.result->verdict;
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

// A metric at a time: the values of all would be ten times their text.
std::string target_text(const std::vector<TargetView>& targets) {
  std::string text;
  for (const TargetMetric& row : kTargetMetrics) {
    Metric metric{.name = row.name, .help = row.help, .type = row.type, .samples = {}};
    for (const TargetView& target : targets)
      if (const auto value = row.figure(target))
        metric.samples.push_back({{{"target", target.name()}}, *value});
    text += reports::metrics_text({metric});
  }
  return text;
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
  return reports::metrics_text({reports::build_metric(view.version)}) +
         reports::joined_lines(published(view.targets)) + target_text(view.targets) +
         reports::metrics_text(own_metrics(view, process));
}

std::string probe_page(const View& view, const std::string& target) {
  std::vector<TargetView> only;
  for (const TargetView& one : view.targets)
    if (one.name() == target) only.push_back(one);
  if (only.empty()) return "";
  const TargetView& one = only.front();
  const bool success = one.last.result && told(one) <= model::Verdict::Warning;
  std::vector<Metric> metrics = {
      single("probe_success", "1 when the last check was ok or warning.", success ? 1 : 0)};
  if (one.last.result)
    metrics.push_back(single("probe_duration_seconds", "How long the last check took.",
                             in_seconds(one.last.result->duration)));
  return reports::metrics_text(metrics) + reports::joined_lines(published(only)) +
         target_text(only);
}

}  // namespace flexverify::serve
