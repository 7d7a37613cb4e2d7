#include "flows/let_in.h"

#include <algorithm>
#include <array>

namespace flexverify::flows {
namespace {

using model::Code;
using model::Finding;
using model::Severity;

constexpr std::array kNeverOutranked = {Code::RoleMissing, Code::SamlUnsafeXml,
                                        Code::SamlMultipleAssertions, Code::SamlSignatureMissing,
                                        Code::SamlSignatureInvalid};
constexpr std::array kClaims = {Code::ClaimMissing, Code::ClaimMisnamed, Code::RoleInvalid};

template <class Codes>
bool is_one_of(const Codes& codes, Code code) {
  return std::ranges::find(codes, code) != codes.end();
}

// What must have been let in for this finding to be refuted.
LetIn refuted_by(Code code) { return is_one_of(kClaims, code) ? LetIn::Person : LetIn::Message; }

bool is_outranked(LetIn let_in, const Finding& finding) {
  return finding.severity == Severity::Critical &&
         model::info(finding.code).stage == model::Stage::Assertion &&
         !is_one_of(kNeverOutranked, finding.code) && let_in >= refuted_by(finding.code);
}

}  // namespace

void outrank_the_audit(LetIn let_in, std::vector<Finding>& findings) {
  for (Finding& finding : findings) {
    if (!is_outranked(let_in, finding)) continue;
    finding.severity = Severity::Warning;
    finding.detail += " Twilio accepted it all the same.";
  }
}

void settle_the_audit(const std::vector<Finding>& findings, std::vector<model::Step>& steps) {
  const bool failed = std::ranges::any_of(findings, [](const Finding& finding) {
    return finding.severity == Severity::Critical &&
           model::info(finding.code).stage == model::Stage::Assertion;
  });
  if (failed) return;
  for (model::Step& step : steps)
    if (step.leg == "assertion" && step.state == model::StepState::Failed) {
      step.state = model::StepState::Passed;
      step.summary += "; Twilio accepted it all the same";
    }
}

}  // namespace flexverify::flows
