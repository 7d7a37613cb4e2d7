#include "verifier/webdriver/private_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

namespace flexverify::webdriver {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPrefix = "flexverify-window-";
constexpr const char* kLock = "/lock";

std::string temporary_folder() {
  const char* named = std::getenv("TMPDIR");
  return named != nullptr && *named == '/' ? named : "/tmp";
}

int take_lock(const std::string& folder, int flags) {
  const int file = ::open((folder + kLock).c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file >= 0 && ::flock(file, LOCK_EX | LOCK_NB) == 0) return file;
  if (file >= 0) ::close(file);
  return -1;
}

// A folder of this user that nobody else could have put things into.
bool is_ours(const std::string& path) {
  struct stat seen{};
  return ::lstat(path.c_str(), &seen) == 0 && S_ISDIR(seen.st_mode) && seen.st_uid == ::geteuid() &&
         (seen.st_mode & 0077) == 0;
}

// Whoever holds the lock lives.
void remove_when_left(const std::string& path) {
  if (!is_ours(path)) return;
  const int lock = take_lock(path, O_RDWR);
  if (lock < 0) return;
  std::error_code ignored;
  fs::remove_all(path, ignored);
  ::close(lock);
}

void sweep(const std::string& folder) {
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error))
    if (entry->path().filename().string().starts_with(kPrefix))
      remove_when_left(entry->path().string());
}

}  // namespace

base::Result<PrivateFolder> PrivateFolder::make() {
  const std::string parent = temporary_folder();
  sweep(parent);
  std::string path = parent + "/" + kPrefix + "XXXXXX";
  if (::mkdtemp(path.data()) == nullptr) return base::fail(path, std::strerror(errno));
  const int lock = take_lock(path, O_RDWR | O_CREAT | O_EXCL);
  if (lock < 0) return base::fail(path + kLock, std::strerror(errno));
  return PrivateFolder(std::move(path), lock);
}

PrivateFolder::PrivateFolder(PrivateFolder&& other) noexcept
    : path_(std::exchange(other.path_, {})), lock_(std::exchange(other.lock_, -1)) {}

PrivateFolder::~PrivateFolder() {
  if (path_.empty()) return;
  std::error_code ignored;
  fs::remove_all(path_, ignored);
  if (lock_ >= 0) ::close(lock_);
}

}  // namespace flexverify::webdriver
