// A buffer on the stack through which a secret may pass: wiped when it ends, since nobody else
// writes over a thread's stack while it waits.
#pragma once

#include <openssl/crypto.h>

#include <array>
#include <cstddef>

namespace flexverify::base {

template <std::size_t kSize>
class PassedThrough {
 public:
  PassedThrough() = default;
  ~PassedThrough() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }
  PassedThrough(const PassedThrough&) = delete;
  PassedThrough& operator=(const PassedThrough&) = delete;
  [[nodiscard]] char* data() { return bytes_.data(); }
  [[nodiscard]] std::size_t size() const { return kSize; }

 private:
  std::array<char, kSize> bytes_;
};

}  // namespace flexverify::base
