#include "verifier/app/state_file.h"

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

std::string default_state_file() {
  const std::string folder = absolute("XDG_STATE_HOME");
  return (folder.empty() ? home() + "/.local/state" : folder) + "/flexverify/attempts.sqlite";
}

std::string state_file(const std::string& wish) {
  if (wish == "none") return "";
  return wish.empty() ? default_state_file() : wish;
}

}  // namespace flexverify::app
