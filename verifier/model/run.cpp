#include "verifier/model/run.h"

#include <utility>

namespace flexverify::model {

std::string_view name_of(StepState state) {
  switch (state) {
    case StepState::Passed:
      return "passed";
    case StepState::Failed:
      return "failed";
    case StepState::Unclear:
      return "unclear";
  }
  return "";
}

std::string_view first_code(const CheckResult& check) {
  return check.findings.empty() ? "" : info(check.findings.front().code).id;
}

Run run_of_one(std::string tool_version, CheckResult check) {
  Run run{.tool_version = std::move(tool_version),
          .started = check.started,
          .duration = check.duration,
          .verdict = check.verdict,
          .checks = {}};
  run.checks.push_back(std::move(check));
  return run;
}

}  // namespace flexverify::model
