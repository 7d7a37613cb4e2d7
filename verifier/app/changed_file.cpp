#include "verifier/app/changed_file.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <utility>

namespace flexverify::app {

ChangedFile::ChangedFile(std::string path) : path_(std::move(path)), last_(state()) {}

// A file that is gone for a moment, while an editor replaces it, is the same as before.
std::string ChangedFile::state() const {
  struct stat facts{};
  if (::stat(path_.c_str(), &facts) != 0) return last_;
  return fmt::format("{} {} {} {}.{}", facts.st_dev, facts.st_ino, facts.st_size,
                     facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec);
}

bool ChangedFile::changed() {
  const std::string before = std::exchange(last_, state());
  return before != last_;
}

}  // namespace flexverify::app
