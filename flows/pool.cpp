#include "flows/pool.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace flexverify::flows {
namespace {

// The queue for several threads.
class SharedQueue {
 public:
  SharedQueue(const model::CheckSpecs& specs, const model::Courtesy& courtesy)
      : queue_(specs, courtesy) {}

  // The next check, once it may start; absent: all have.
  std::optional<std::size_t> take(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (!queue_.empty()) {
      if (stop.stop_requested()) queue_.hurry();
      if (const auto index = queue_.take(clock_.steady())) return index;
      wait(lock, stop);
    }
    return std::nullopt;
  }

  void finished(std::size_t index) {
    {
      const std::lock_guard lock(mutex_);
      queue_.finished(index);
      ++ended_;
    }
    changed_.notify_all();
  }

 private:
  // Until a check ended, the pace allows one, or all are told to stop.
  void wait(std::unique_lock<std::mutex>& lock, const std::stop_token& stop) {
    const auto has_ended = [this, before = ended_] { return ended_ != before; };
    const auto until = queue_.next();
    if (stop.stop_requested())
      changed_.wait(lock, has_ended);
    else if (until)
      changed_.wait_until(lock, stop, *until, has_ended);
    else
      changed_.wait(lock, stop, has_ended);
  }

  base::SystemClock clock_;
  std::mutex mutex_;  // of all below
  std::condition_variable_any changed_;
  Queue queue_;
  std::size_t ended_ = 0;
};

}  // namespace

std::vector<model::CheckResult> run_pool(const model::CheckSpecs& specs, const Crowding& crowding,
                                         const RunOne& run_one, std::stop_token stop) {
  std::vector<model::CheckResult> results(specs.count);
  SharedQueue queue(specs, crowding.courtesy);
  const auto work = [&] {
    while (const auto i = queue.take(stop)) {
      results[*i] = run_one(specs.at(*i), *i, stop);
      queue.finished(*i);
    }
  };
  std::vector<std::jthread> threads;
  const std::size_t wanted = std::min(std::max<std::size_t>(crowding.jobs, 1), specs.count);
  for (std::size_t i = 1; i < wanted; ++i) threads.emplace_back(work);
  work();
  threads.clear();  // joins
  return results;
}

}  // namespace flexverify::flows
