// Values that a server hands out under a random name: transactions, codes, tokens, sessions.
#pragma once

#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "verifier/base/crypto.h"
#include "verifier/base/encoding.h"

namespace flexverify::lab {

[[nodiscard]] inline std::string random_name(std::size_t bytes = 24) {
  return base::base64url_encode(base::random_bytes(bytes));
}

// Bounded: the oldest is forgotten. Safe from every thread.
template <class T>
class Vault {
 public:
  // Returns the name.
  std::string put(T value, std::string name = random_name()) {
    const std::scoped_lock lock(mutex_);
    if (items_.insert_or_assign(name, std::move(value)).second) order_.push_back(name);
    while (order_.size() > kMost) {
      items_.erase(order_.front());
      order_.pop_front();
    }
    return name;
  }
  [[nodiscard]] std::optional<T> find(std::string_view name) const {
    const std::scoped_lock lock(mutex_);
    const auto found = items_.find(std::string(name));
    return found == items_.end() ? std::nullopt : std::optional(found->second);
  }
  // Works once.
  [[nodiscard]] std::optional<T> take(std::string_view name) {
    const std::scoped_lock lock(mutex_);
    auto node = items_.extract(std::string(name));
    return node.empty() ? std::nullopt : std::optional(std::move(node.mapped()));
  }
  // Replaces the value only when the name is there.
  void change(std::string_view name, T value) {
    const std::scoped_lock lock(mutex_);
    if (const auto found = items_.find(std::string(name)); found != items_.end())
      found->second = std::move(value);
  }

 private:
  static constexpr std::size_t kMost = 20'000;
  mutable std::mutex mutex_;
  std::unordered_map<std::string, T> items_;
  std::deque<std::string> order_;  // may hold names that were taken
};

}  // namespace flexverify::lab
