// SIGINT and SIGTERM ask for a stop; a second one, or three seconds without an end, ends the
// program at once. SIGHUP calls a function.
#pragma once

#include <atomic>
#include <csignal>
#include <functional>
#include <stop_token>
#include <thread>

namespace flexverify::app {

// Make it before any other thread: it blocks both signals in all of them, and one thread waits
// for them.
class StopSignals {
 public:
  // Without a function SIGHUP ends the program, as it does by itself. It is called on the thread
  // that waits for signals.
  explicit StopSignals(std::function<void()> on_hangup = {});
  ~StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;
  [[nodiscard]] std::stop_token token() const { return stop_.get_token(); }
  // The signal that asked for a stop; 0: none.
  [[nodiscard]] int received() const { return received_; }

 private:
  void wait();

  std::function<void()> on_hangup_;
  std::stop_source stop_;
  std::atomic<bool> ending_ = false;
  std::atomic<int> received_ = 0;
  sigset_t signals_{};
  std::thread waiter_;
};

}  // namespace flexverify::app
