#include "verifier/model/verdict.h"

#include <algorithm>

namespace flexverify::model {
namespace {

Verdict verdict_of(Severity severity) {
  switch (severity) {
    case Severity::Note:
      return Verdict::Ok;
    case Severity::Warning:
      return Verdict::Warning;
    case Severity::Unknown:
      return Verdict::Unknown;
    case Severity::Critical:
      return Verdict::Critical;
  }
  return Verdict::Unknown;
}

}  // namespace

std::string_view name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::Ok:
      return "ok";
    case Verdict::Warning:
      return "warning";
    case Verdict::Unknown:
      return "unknown";
    case Verdict::Critical:
      return "critical";
  }
  return "";
}

int exit_code(Verdict verdict) {
  switch (verdict) {
    case Verdict::Ok:
      return 0;
    case Verdict::Warning:
      return 1;
    case Verdict::Critical:
      return 2;
    case Verdict::Unknown:
      return 3;
  }
  return 3;
}

Verdict worst(Verdict a, Verdict b) { return std::max(a, b); }

Verdict verdict_of(std::span<const Finding> findings, Goal goal) {
  Verdict verdict = goal == Goal::Reached ? Verdict::Ok : Verdict::Unknown;
  for (const Finding& finding : findings) verdict = worst(verdict, verdict_of(finding.severity));
  return verdict;
}

}  // namespace flexverify::model
