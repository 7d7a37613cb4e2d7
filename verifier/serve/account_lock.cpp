#include "verifier/serve/account_lock.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "verifier/base/crypto.h"

namespace flexverify::serve {
namespace {

// Far beyond what the file holds as text.
off_t byte_of(std::string_view name) {
  const std::string hash = base::sha256(name);
  off_t place = 1;
  for (std::size_t i = 0; i < 5; ++i) place = place * 256 + static_cast<unsigned char>(hash[i]);
  return place;
}

}  // namespace

std::optional<AccountLock> AccountLock::try_take(const std::string& file, std::string_view name,
                                                 int& failure) {
  failure = 0;
  AccountLock lock(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (lock.descriptor_ < 0) return failure = errno, std::nullopt;
  struct flock wanted{};
  wanted.l_type = F_WRLCK;
  wanted.l_whence = SEEK_SET;
  wanted.l_start = byte_of(name);
  wanted.l_len = 1;
  if (::fcntl(lock.descriptor_, F_OFD_SETLK, &wanted) == 0) return lock;
  if (errno != EAGAIN && errno != EACCES) failure = errno;
  return std::nullopt;
}

AccountLock::AccountLock(AccountLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

AccountLock& AccountLock::operator=(AccountLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

AccountLock::~AccountLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void AccountLock::say(std::string_view text) const {
  if (::ftruncate(descriptor_, 0) != 0) return;
  if (::pwrite(descriptor_, text.data(), text.size(), 0) < 0)
    return;  // the lock holds all the same
}

std::string make_lock_file_in_memory() {
  const int descriptor = ::memfd_create("flexverify", MFD_CLOEXEC);
  return descriptor < 0 ? "" : "/proc/self/fd/" + std::to_string(descriptor);
}

}  // namespace flexverify::serve
