#include "verifier/app/state_file.h"

#include "verifier/app/user_folder.h"

namespace flexverify::app {

std::string default_state_file() {
  return user_folder("XDG_STATE_HOME", "/.local/state") + "/flexverify/attempts.sqlite";
}

std::string state_file(const std::string& wish) {
  if (wish == "none") return "";
  return wish.empty() ? default_state_file() : wish;
}

}  // namespace flexverify::app
