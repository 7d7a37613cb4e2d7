// How many browsers a process has at once: each takes half a GiB.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <stop_token>
#include <utility>

#include "verifier/base/time.h"

namespace flexverify::webdriver {

class Turns {
 public:
  // The turn of one check, given back when it ends.
  class Turn {
   public:
    explicit Turn(Turns& turns) : turns_(turns) {}
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn() { turns_.give_back(); }

   private:
    Turns& turns_;
  };

  explicit Turns(std::size_t browsers) : free_(browsers) {}
  // Waits for it; null when that takes longer, or the check is stopped.
  std::unique_ptr<Turn> take(base::Millis patience, std::stop_token stop) {
    std::unique_lock lock(mutex_);
    if (!free_again_.wait_for(lock, std::move(stop), patience, [this] { return free_ > 0; }))
      return nullptr;
    --free_;
    return std::make_unique<Turn>(*this);
  }

 private:
  void give_back() {
    const std::lock_guard lock(mutex_);
    ++free_;
    free_again_.notify_one();
  }

  std::mutex mutex_;
  std::condition_variable_any free_again_;
  std::size_t free_;
};

}  // namespace flexverify::webdriver
