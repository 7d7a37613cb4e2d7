#include "verifier/app/signals.h"

#include <unistd.h>

#include <utility>

namespace flexverify::app {

StopSignals::StopSignals(std::function<void()> on_hangup) : on_hangup_(std::move(on_hangup)) {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow is an error of write()
  sigemptyset(&signals_);
  sigaddset(&signals_, SIGINT);
  sigaddset(&signals_, SIGTERM);
  if (on_hangup_) sigaddset(&signals_, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
  waiter_ = std::thread([this] { wait(); });
}

StopSignals::~StopSignals() {
  ending_ = true;
  // It is blocked in every thread: the waiter takes it, and nothing ends.
  // NOLINTNEXTLINE(bugprone-bad-signal-to-kill-thread)
  pthread_kill(waiter_.native_handle(), SIGTERM);
  waiter_.join();
}

void StopSignals::wait() {
  constexpr timespec kPatience{.tv_sec = 2, .tv_nsec = 500'000'000};
  for (;;) {
    const timespec* patience = received_ == 0 ? nullptr : &kPatience;
    const int signal = patience == nullptr ? sigwaitinfo(&signals_, nullptr)
                                           : sigtimedwait(&signals_, nullptr, patience);
    if (ending_) return;
    if (signal == SIGHUP) {
      on_hangup_();
      continue;
    }
    // A second one, or nothing came of the first: something hangs that knows of no stop.
    if (received_ != 0) ::_exit(128 + received_);
    if (signal < 0) continue;
    received_ = signal;
    stop_.request_stop();
  }
}

}  // namespace flexverify::app
