// What each path of the dashboard answers.
#pragma once

#include <string>

#include "verifier/watch/access.h"
#include "verifier/watch/http.h"
#include "verifier/watch/watcher.h"

namespace flexverify::watch {

class Routes {
 public:
  // The watcher is borrowed. A form that changes something carries a key that no other site knows.
  Routes(Watcher& watcher, Access access);
  [[nodiscard]] HttpReply answer(const HttpRequest& request);

 private:
  Watcher& watcher_;
  Access access_;
  std::string key_;
};

}  // namespace flexverify::watch
