#include "flows/let_in.h"

#include <algorithm>
#include <array>
#include <optional>

namespace flexverify::flows {
namespace {

using model::Code;
using model::Finding;
using model::Severity;

constexpr std::array kNeverOutranked = {Code::RoleMissing, Code::SamlUnsafeXml,
                                        Code::SamlMultipleAssertions, Code::SamlSignatureMissing};
constexpr std::array kClaims = {Code::ClaimMissing, Code::ClaimMisnamed, Code::RoleInvalid};

template <class Codes>
bool is_one_of(const Codes& codes, Code code) {
  return std::ranges::find(codes, code) != codes.end();
}

// What must have been let in for this finding to be refuted.
LetIn refuted_by(Code code) { return is_one_of(kClaims, code) ? LetIn::Person : LetIn::Message; }

// A signature may be objected to because it does not match, or because of its algorithm only.
bool is_never_outranked(Code code, Forgery forgery) {
  return is_one_of(kNeverOutranked, code) ||
         (code == Code::SamlSignatureInvalid && forgery == Forgery::Shown);
}

bool is_outranked(LetIn let_in, Forgery forgery, const Finding& finding) {
  return model::info(finding.code).stage == model::Stage::Assertion &&
         !is_never_outranked(finding.code, forgery) && let_in >= refuted_by(finding.code);
}

// What was critical is a warning; what nobody could check here is a note.
std::optional<Severity> outranked(Severity severity) {
  switch (severity) {
    case Severity::Critical:
      return Severity::Warning;
    case Severity::Unknown:
      return Severity::Note;
    case Severity::Warning:
    case Severity::Note:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

void outrank_the_audit(LetIn let_in, Forgery forgery, std::vector<Finding>& findings) {
  for (Finding& finding : findings) {
    const auto severity = outranked(finding.severity);
    if (!severity || !is_outranked(let_in, forgery, finding)) continue;
    finding.severity = *severity;
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
