#include "verifier/app/signals.h"

#include <unistd.h>

#include <utility>

namespace flexverify::app {

StopSignals::StopSignals(std::function<void()> on_hangup) : on_hangup_(std::move(on_hangup)) {
  std::signal(SIGPIPE, SIG_IGN);
  sigemptyset(&signals_);
  sigaddset(&signals_, SIGINT);
  sigaddset(&signals_, SIGTERM);
  if (on_hangup_) sigaddset(&signals_, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
  waiter_ = std::thread([this] { wait(); });
}

StopSignals::~StopSignals() {
  ending_ = true;
  pthread_kill(waiter_.native_handle(), SIGTERM);  // wakes it
  waiter_.join();
}

void StopSignals::wait() {
  int signal = 0;
  while (sigwait(&signals_, &signal) == 0 && !ending_) {
    if (signal == SIGHUP) {
      on_hangup_();
      continue;
    }
    if (stop_.stop_requested()) ::_exit(128 + signal);
    stop_.request_stop();
  }
}

}  // namespace flexverify::app
