#include "verifier/base/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "verifier/base/passed_through.h"

namespace flexverify::base {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  [[nodiscard]] int get() const { return fd_; }
  [[nodiscard]] bool open() const { return fd_ >= 0; }

 private:
  int fd_;
};

std::string reason() { return std::strerror(errno); }

bool write_all(int fd, std::string_view content) {
  while (!content.empty()) {
    const ssize_t n = ::write(fd, content.data(), content.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    content.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

// Once for a file: a disk takes longer than a piece is worth. Pipes and devices know no such thing.
bool reach_the_disk(int fd) { return ::fsync(fd) == 0 || errno == EINVAL || errno == EROFS; }

// A folder on which a file system of its own is mounted, and what is in it.
bool is_in_mount(const std::string& path, const std::string& folder) {
  struct stat inside{};
  struct stat above{};
  return path.starts_with(folder + "/") && ::stat(folder.c_str(), &inside) == 0 &&
         ::stat((folder + "/..").c_str(), &above) == 0 && inside.st_dev != above.st_dev;
}

// Container engines and service managers hand secrets over where nobody can set modes.
bool modes_are_not_ours(int fd, const std::string& path) {
  struct statvfs file_system{};
  if (::fstatvfs(fd, &file_system) == 0 && (file_system.f_flag & ST_RDONLY) != 0) return true;
  const char* credentials = std::getenv("CREDENTIALS_DIRECTORY");
  return is_in_mount(path, "/run/secrets") ||
         (credentials != nullptr && is_in_mount(path, credentials));
}

constexpr mode_t kReadByAllOrWrittenByOthers = 026;

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t limit, FileAccess access) {
  // The open of a FIFO waits for its writer, unless it is told not to.
  const int patience = access == FileAccess::Anyone ? 0 : O_NONBLOCK;
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | patience));
  struct stat facts{};
  if (!file.open() || ::fstat(file.get(), &facts) != 0)
    return fail(path, "cannot be read: " + reason());
  if (S_ISDIR(facts.st_mode)) return fail(path, "is a folder, not a file");
  if (access != FileAccess::Anyone && !S_ISREG(facts.st_mode))
    return fail(path,
                "is no regular file (a FIFO or a device); a secret is read from a file, an "
                "environment variable or a command");
  if (access == FileAccess::Secret && (facts.st_mode & kReadByAllOrWrittenByOthers) != 0 &&
      !modes_are_not_ours(file.get(), path))
    return fail(path,
                "may be read by every user, or written by others than its owner; allow only the "
                "owner: chmod 600");
  std::string content;
  PassedThrough<16384> buffer;
  for (;;) {
    const ssize_t n = ::read(file.get(), buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return fail(path, "cannot be read: " + reason());
    if (n == 0) return content;
    content.append(buffer.data(), static_cast<std::size_t>(n));
    if (content.size() > limit)
      return fail(path, "is larger than " + std::to_string(limit) + " bytes");
  }
}

bool exists(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

void make_private_folder_of(const std::string& path) {
  for (std::size_t slash = path.find('/', 1); slash != std::string::npos;
       slash = path.find('/', slash + 1))
    ::mkdir(path.substr(0, slash).c_str(), 0700);
}

Result<void> write_file(const std::string& path, std::string_view content) {
  return write_file(path, [&](const WritePiece& write) { write(content); });
}

Result<void> write_file(const std::string& path,
                        const std::function<void(const WritePiece&)>& content) {
  std::string temporary = path + ".XXXXXX";
  const Descriptor file(::mkostemp(temporary.data(), O_CLOEXEC));  // mode 0600
  if (!file.open()) return fail(path, "cannot be written: " + reason());
  bool whole = true;
  content([&](std::string_view piece) { return whole = whole && write_all(file.get(), piece); });
  if (!whole || !reach_the_disk(file.get()) || ::rename(temporary.c_str(), path.c_str()) != 0) {
    const std::string why = reason();
    ::unlink(temporary.c_str());
    return fail(path, "cannot be written: " + why);
  }
  return {};
}

}  // namespace flexverify::base
