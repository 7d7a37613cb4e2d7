// What a check is given from outside, and what it tells while it runs.
#pragma once

#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "verifier/base/result.h"
#include "verifier/base/time.h"
#include "verifier/model/run.h"
#include "verifier/net/browser.h"
#include "verifier/net/transport.h"

namespace flexverify::flows {

struct StepStarted {
  std::string check;
  std::string leg;
};
struct StepFinished {
  std::string check;
  model::Step step;
};
struct StepNote {  // what a person should do or know while the step runs
  std::string check;
  std::string text;
};
struct CheckFinished {
  std::string check;
  model::Verdict verdict;
};
using ProgressEvent = std::variant<StepStarted, StepFinished, StepNote, CheckFinished>;

// What a check needs from outside. Everything here outlives the call and, but for the clock,
// belongs to this check alone.
struct Services {
  net::Transport& transport;
  net::SecretStore& secrets;
  base::Clock& clock;
  std::function<void(const ProgressEvent&)> progress = {};  // may be empty
  // Runs the external adapter's command for its output; may be empty.
  std::function<base::Result<std::string>(const std::vector<std::string>&)> run_command = {};
  // Asks a person for the test user's name, for a page at this host, and writes it into the
  // specification of the check, which has none; may be empty.
  std::function<void(const std::string& host)> ask_user_name = {};
};

}  // namespace flexverify::flows
