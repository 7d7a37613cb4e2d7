// One login at a time may wait for what becomes of an account's secret, over all threads and
// processes that share a memory. The kernel gives the lock back when its holder dies.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace flexverify::serve {

class AccountLock {
 public:
  // One byte of the file, chosen by the name, is locked (an open file description lock, so that
  // threads exclude each other as well). nullopt when another holds it. An Error number of the
  // system in `failure` when the file cannot be used; the file is created with mode 0600.
  static std::optional<AccountLock> try_take(const std::string& file, std::string_view name,
                                             int& failure);
  AccountLock(AccountLock&& other) noexcept;
  AccountLock& operator=(AccountLock&& other) noexcept;
  AccountLock(const AccountLock&) = delete;
  AccountLock& operator=(const AccountLock&) = delete;
  ~AccountLock();

  // Replaces the content of the file, for whoever is refused.
  void say(std::string_view text) const;

 private:
  explicit AccountLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

// A file in memory, of this process alone, that try_take() accepts; empty when there is none.
[[nodiscard]] std::string make_lock_file_in_memory();

}  // namespace flexverify::serve
