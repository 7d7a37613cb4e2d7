// A clock that stands still until a test moves it. Sleeping moves it, at once.
#pragma once

#include <algorithm>
#include <chrono>

#include "verifier/base/time.h"

namespace flexverify::test {

class FakeClock final : public base::Clock {
 public:
  // 2026-11-25T12:00:00Z
  static constexpr base::WallTime kNoon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 25} +
                                        std::chrono::hours{12}};

  explicit FakeClock(base::WallTime now = kNoon) : now_(now) {}

  [[nodiscard]] base::WallTime now() const override { return now_; }
  [[nodiscard]] base::SteadyTime steady() const override { return steady_; }
  bool sleep_until(base::SteadyTime until, std::stop_token stop) override {
    if (stop.stop_requested()) return false;
    advance(std::max(until - steady_, base::Millis{0}));
    return true;
  }

  void set_now(base::WallTime now) { now_ = now; }
  void set_steady(base::SteadyTime steady) { steady_ = steady; }
  // Both clocks.
  void advance(base::Millis duration) {
    now_ += duration;
    steady_ += duration;
  }

 private:
  base::WallTime now_;
  base::SteadyTime steady_{};
};

}  // namespace flexverify::test
