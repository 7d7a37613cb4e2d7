#include "verifier/net/phases.h"

#include <algorithm>

namespace flexverify::net {
namespace {

using std::chrono::microseconds;

base::Millis millis(microseconds time) { return std::chrono::round<base::Millis>(time); }

// The time since `last`, which moves on; nothing for a phase that was skipped.
base::Millis step(microseconds& last, microseconds until) {
  const microseconds begin = last;
  last = std::max(last, until);
  return millis(last - begin);
}

}  // namespace

model::Timings phases(const Cumulative& times) {
  microseconds last{0};
  model::Timings result;
  result.dns = step(last, times.resolved);
  result.connect = step(last, times.connected);
  result.tls = step(last, times.secured);
  // Without an answer, the rest of the time was waiting for it.
  result.wait = step(last, times.answered.count() > 0 ? times.answered : times.ended);
  result.receive = step(last, times.ended);
  result.total = millis(std::max(times.ended, microseconds{0}));
  return result;
}

}  // namespace flexverify::net
