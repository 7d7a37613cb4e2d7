// What Prometheus scrapes: the published results of every target, and the state of serve itself.
#pragma once

#include <string>

#include "verifier/serve/scheduler.h"

namespace flexverify::serve {

// Of the process, read at the edge.
struct ProcessFacts {
  double cpu_seconds = 0;
  double resident_bytes = 0;
};
[[nodiscard]] ProcessFacts process_facts();

// /metrics
[[nodiscard]] std::string metrics_page(const View& view, const ProcessFacts& process);
// /probe?target=NAME: the same series of this target alone, and those that a probe has elsewhere
// (probe_success, probe_duration_seconds). It starts no check: how often somebody scrapes must not
// decide how often an account signs in. "" when there is no such target.
[[nodiscard]] std::string probe_page(const View& view, const std::string& target);

}  // namespace flexverify::serve
