// SIGINT and SIGTERM ask for a stop; a second one ends the program at once.
#pragma once

#include <atomic>
#include <csignal>
#include <stop_token>
#include <thread>

namespace flexverify::app {

// Make it before any other thread: it blocks both signals in all of them, and one thread waits
// for them. SIGPIPE is ignored.
class StopSignals {
 public:
  StopSignals();
  ~StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;
  [[nodiscard]] std::stop_token token() const { return stop_.get_token(); }

 private:
  void wait();

  std::stop_source stop_;
  std::atomic<bool> ending_ = false;
  sigset_t signals_{};
  std::thread waiter_;
};

}  // namespace flexverify::app
