// Phase times as an HTTP library counts them: each since the start, 0 when a reused connection
// skipped the phase.
#pragma once

#include <chrono>

#include "verifier/model/exchange.h"

namespace flexverify::net {

struct Cumulative {
  std::chrono::microseconds resolved{0}, connected{0}, secured{0}, answered{0}, ended{0};
};

// The length of each phase; never negative.
[[nodiscard]] model::Timings phases(const Cumulative& times);

}  // namespace flexverify::net
