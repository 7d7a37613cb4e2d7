// Files: read with a bound, written to a temporary name and renamed, mode 0600.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "verifier/base/result.h"

namespace flexverify::base {

enum class FileAccess {
  Anyone,
  OwnerOnly,
  // A file that the service manager handed over: systemd grants it by an access control list,
  // Kubernetes by a group, and both show as the group's bits.
  OwnerAndGroup
};

// The whole file, or an Error that names the path. OwnerOnly refuses a regular file whose mode
// lets group or others read it, OwnerAndGroup one that others may read.
[[nodiscard]] Result<std::string> read_file(const std::string& path, std::size_t limit,
                                            FileAccess access = FileAccess::Anyone);
// Creates or replaces the file as a whole.
[[nodiscard]] Result<void> write_file(const std::string& path, std::string_view content);

}  // namespace flexverify::base
