// Whether a file is another one than before, also behind a symbolic link that was moved.
#pragma once

#include <string>

namespace flexverify::app {

class ChangedFile {
 public:
  explicit ChangedFile(std::string path);
  // Since the construction, or the last call.
  [[nodiscard]] bool changed();

 private:
  [[nodiscard]] std::string state() const;

  std::string path_;
  std::string last_;
};

}  // namespace flexverify::app
