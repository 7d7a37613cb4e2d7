// A folder for one browser: its profile, its home, its temporary files. Nobody else may look into
// it, and nothing of it stays.
#pragma once

#include <string>

#include "verifier/base/result.h"

namespace flexverify::webdriver {

class PrivateFolder {
 public:
  // A fresh one below $TMPDIR, mode 0700. Removes those that processes left that were killed.
  static base::Result<PrivateFolder> make();
  // Removes it with all that is in it.
  ~PrivateFolder();
  PrivateFolder(PrivateFolder&& other) noexcept;
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  PrivateFolder(std::string path, int lock) : path_(std::move(path)), lock_(lock) {}

  std::string path_;
  int lock_;  // held for as long as we live: the sign by which others leave it alone
};

}  // namespace flexverify::webdriver
