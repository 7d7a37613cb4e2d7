// The pool: every check gets a result, in the order of the specs, and never more at once than
// asked.
#include "flows/pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <barrier>
#include <string>

namespace flexverify::flows {
namespace {

model::CheckSpecs specs(std::size_t count) {
  std::vector<model::CheckSpec> all(count);
  for (std::size_t i = 0; i < count; ++i) all[i].name = std::to_string(i);
  return model::specs_of(std::move(all));
}

model::CheckResult named(const model::CheckSpec& spec) {
  model::CheckResult result;
  result.name = spec.name;
  return result;
}

TEST(Pool, KeepsTheOrderAndTheBound) {
  constexpr std::size_t kJobs = 4;
  std::atomic<std::size_t> running = 0, most = 0, calls = 0;
  const auto results = run_pool(
      specs(100), {.jobs = kJobs},
      [&](const model::CheckSpec& spec, std::size_t, const std::stop_token&) {
        const std::size_t now = ++running;
        for (std::size_t before = most; now > before && !most.compare_exchange_weak(before, now);) {
        }
        ++calls;
        --running;
        return named(spec);
      },
      {});
  ASSERT_EQ(results.size(), 100U);
  for (std::size_t i = 0; i < results.size(); ++i) EXPECT_EQ(results[i].name, std::to_string(i));
  EXPECT_EQ(calls, 100U);
  EXPECT_LE(most, kJobs);
}

// Each of the four waits for the three others: one after the other, they would wait for ever.
TEST(Pool, RunsAsManyAtOnceAsAsked) {
  std::barrier together(4);
  const auto results =
      run_pool(specs(4), {.jobs = 4},
               [&](const model::CheckSpec& spec, std::size_t, const std::stop_token&) {
                 together.arrive_and_wait();
                 return named(spec);
               },
               {});
  EXPECT_EQ(results.size(), 4U);
}

TEST(Pool, AStopReachesEveryCheck) {
  std::stop_source stop;
  std::atomic<std::size_t> stopped = 0;
  const auto results = run_pool(
      specs(20), {.jobs = 3},
      [&](const model::CheckSpec& spec, std::size_t, const std::stop_token& token) {
        stop.request_stop();
        stopped += token.stop_requested() ? 1U : 0U;
        return named(spec);
      },
      stop.get_token());
  EXPECT_EQ(results.size(), 20U) << "every spec still has a result";
  EXPECT_EQ(stopped, 20U);
}

// A spec is made for the queue and for its check, and is gone with it.
TEST(Pool, NoSpecOutlivesItsCheck) {
  std::atomic<std::size_t> made = 0;
  const model::CheckSpecs counted{.count = 10, .at = [&](std::size_t i) {
                                    ++made;
                                    model::CheckSpec spec;
                                    spec.name = std::to_string(i);
                                    return spec;
                                  }};
  const auto results =
      run_pool(counted, {.jobs = 1},
               [&](const model::CheckSpec& spec, std::size_t index, const std::stop_token&) {
                 EXPECT_EQ(spec.name, std::to_string(index));
                 EXPECT_EQ(made, counted.count + index + 1) << "none is made in advance";
                 return named(spec);
               },
               {});
  EXPECT_EQ(results.size(), 10U);
}

}  // namespace
}  // namespace flexverify::flows
