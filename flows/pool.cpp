#include "flows/pool.h"

#include <algorithm>
#include <atomic>
#include <thread>

namespace flexverify::flows {

std::vector<model::CheckResult> run_pool(std::span<const model::CheckSpec> specs, std::size_t jobs,
                                         const RunOne& run_one, std::stop_token stop) {
  std::vector<model::CheckResult> results(specs.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < specs.size(); i = next++) results[i] = run_one(specs[i], stop);
  };
  std::vector<std::jthread> threads;
  for (std::size_t i = 1; i < std::min(std::max<std::size_t>(jobs, 1), specs.size()); ++i)
    threads.emplace_back(work);
  work();
  threads.clear();  // joins
  return results;
}

}  // namespace flexverify::flows
