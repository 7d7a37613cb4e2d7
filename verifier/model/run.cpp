#include "verifier/model/run.h"

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

}  // namespace flexverify::model
