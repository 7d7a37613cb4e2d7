// What a check is given from outside, and what it tells while it runs.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "verifier/base/result.h"
#include "verifier/base/time.h"
#include "verifier/model/run.h"
#include "verifier/net/browser.h"
#include "verifier/net/transport.h"
#include "verifier/webdriver/window.h"

namespace flexverify::flows {

struct StepStarted {
  std::string check;  // the target's name
  std::string leg;    // that begins
};
struct StepFinished {
  std::string check;  // the target's name
  model::Step step;   // that ended
};
struct StepNote {     // what a person should do or know while the step runs
  std::string check;  // the target's name
  std::string text;   // one sentence
};
struct CheckFinished {
  std::string check;       // the target's name
  model::Verdict verdict;  // of the check
};
using ProgressEvent = std::variant<StepStarted, StepFinished, StepNote, CheckFinished>;

// What a check needs from outside. Everything here outlives the call and, but for the clock,
// belongs to this check alone.
struct Services {
  net::Transport& transport;                                // the wire
  net::SecretStore& secrets;                                // of the test account
  base::Clock& clock;                                       // injected, so that tests own the time
  std::function<void(const ProgressEvent&)> progress = {};  // may be empty
  // Opens a real browser; may be empty: there is none then.
  std::function<std::variant<std::unique_ptr<webdriver::Window>, model::Finding>(
      const webdriver::Wish&)>
      open_browser = {};
  // Runs the external adapter's command for its output; may be empty.
  std::function<base::Result<std::string>(const std::vector<std::string>&)> run_command = {};
  // Asks a person for the test user's name, for a page at this host, and writes it into the
  // specification of the check, which has none; may be empty.
  std::function<void(const std::string& host)> ask_user_name = {};
};

}  // namespace flexverify::flows
