#include "verifier/app/user_folder.h"

#include <pwd.h>
#include <unistd.h>

#include <cstdlib>

namespace flexverify::app {
namespace {

// XDG Base Directory 0.8: a path that is not absolute is as good as none.
std::string absolute(const char* variable) {
  const char* path = std::getenv(variable);
  return path != nullptr && *path == '/' ? path : "";
}

std::string home() {
  if (std::string path = absolute("HOME"); !path.empty()) return path;
  const passwd* user = ::getpwuid(::getuid());
  return user == nullptr ? "" : user->pw_dir;
}

}  // namespace

std::string user_folder(const char* variable, std::string_view below_home) {
  const std::string folder = absolute(variable);
  return folder.empty() ? home().append(below_home) : folder;
}

}  // namespace flexverify::app
