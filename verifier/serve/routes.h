// What each path of the dashboard answers.
#pragma once

#include <string>

#include "verifier/serve/access.h"
#include "verifier/serve/dashboard_rows.h"
#include "verifier/serve/http.h"
#include "verifier/serve/scheduler.h"

namespace flexverify::serve {

class Routes {
 public:
  // The scheduler is borrowed. A form that changes something carries a key that no other site
  // knows.
  Routes(Scheduler& scheduler, Access access);
  [[nodiscard]] HttpReply answer(const HttpRequest& request);

 private:
  Scheduler& scheduler_;
  Access access_;
  std::string key_;
  Rows rows_;
};

}  // namespace flexverify::serve
