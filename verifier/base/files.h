// Files: read with a bound, written to a temporary name and renamed, mode 0600.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "verifier/base/result.h"

namespace flexverify::base {

enum class FileAccess {
  Anyone,  // also of what is no regular file, such as a pipe
  // Of its owner, and of the group to which systemd (by an access control list) or Kubernetes gave
  // it. Who else may read it, or may write it, does not count where nobody can set modes: on a
  // read-only file system, and on a mount made for secrets (/run/secrets, $CREDENTIALS_DIRECTORY).
  Secret
};

// The whole file, or an Error that names the path. A secret is refused where every user may read it
// or others than its owner may write it, and in what is no regular file, without waiting for it.
[[nodiscard]] Result<std::string> read_file(const std::string& path, std::size_t limit,
                                            FileAccess access = FileAccess::Anyone);
[[nodiscard]] bool exists(const std::string& path);
// Makes the folder of this path and those above it, for their owner only, where they are missing.
// What could not be made shows when the file is opened.
void make_private_folder_of(const std::string& path);
// Creates or replaces the file as a whole.
[[nodiscard]] Result<void> write_file(const std::string& path, std::string_view content);
// Takes a piece of a text; false when it could not be written, and nothing more will be.
using WritePiece = std::function<bool(std::string_view)>;
// The same with a content that comes piece by piece: `content` calls what it is given.
[[nodiscard]] Result<void> write_file(const std::string& path,
                                      const std::function<void(const WritePiece&)>& content);

}  // namespace flexverify::base
