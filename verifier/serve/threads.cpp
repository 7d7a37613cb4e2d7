#include "verifier/serve/threads.h"

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace flexverify::serve {
namespace {

using std::chrono::seconds;

constexpr base::Millis kLongestWait = seconds{30};   // the wall clock may be set
constexpr int kTryFileEvery = 5, kTidyEvery = 3600;  // seconds

// Calls `work` every second.
void every_second(const std::stop_token& stop, const std::function<void()>& work) {
  std::mutex mutex;
  std::condition_variable_any stopped;
  std::unique_lock lock(mutex);
  while (!stop.stop_requested()) {
    work();
    stopped.wait_for(lock, stop, seconds{1}, [] { return false; });
  }
}

}  // namespace

void run_threads(Scheduler& scheduler, Store& store, Notifier& notifier, std::size_t jobs,
                 const std::function<void()>& upkeep, const std::stop_token& stop) {
  std::vector<std::jthread> threads;
  threads.reserve(jobs + 1);
  for (std::size_t i = 0; i < jobs; ++i)
    threads.emplace_back([&scheduler, &stop] {
      while (!stop.stop_requested())
        if (!scheduler.run_due(stop)) scheduler.wait(kLongestWait, stop);
    });
  threads.emplace_back([&] { every_second(stop, [&] { notifier.deliver_due(stop); }); });
  int second = 0;
  every_second(stop, [&] {
    ++second;
    scheduler.write_results();
    if (second % kTryFileEvery == 0) store.try_file();
    if (second % kTidyEvery == 0) scheduler.tidy();
    upkeep();
  });
  threads.clear();  // joins
  scheduler.write_results();
}

}  // namespace flexverify::serve
