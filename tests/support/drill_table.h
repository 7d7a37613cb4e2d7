// One line for each drill: what was planted, what was found first, who changes what.
#pragma once

#include <fmt/core.h>

#include <string>

#include "tests/lab/drills.h"
#include "verifier/model/run.h"

namespace flexverify::test {

inline std::string found_first(const model::CheckResult& result) {
  return result.findings.empty() ? "nothing" : std::string(model::info(result.findings[0].code).id);
}

inline std::string fix_of(const model::CheckResult& result) {
  if (result.findings.empty()) return "";
  const model::Finding& first = result.findings[0];
  if (first.fix) return first.fix->party + " > " + first.fix->page + " > " + first.fix->field;
  return std::string(model::hint_of(first));
}

// Prints the line; true when what was planted came first, and as grave as it is.
inline bool print_drill(const lab::Drill& drill, const model::CheckResult& result) {
  const bool right = found_first(result) == model::info(drill.expected).id &&
                     result.findings[0].severity == lab::expected_severity(drill);
  fmt::print("{} {:<30} {:<68} {:<27} {:<8} {}\n", right ? "ok   " : "WRONG", drill.name,
             drill.plants, found_first(result), model::name_of(result.verdict), fix_of(result));
  return right;
}

// A pass is false when what was planted is grave and the verdict says otherwise.
inline bool is_false_pass(const lab::Drill& drill, const model::CheckResult& result) {
  const bool warns = lab::expected_severity(drill) == model::Severity::Warning;
  return result.verdict == model::Verdict::Ok ||
         (!warns && result.verdict == model::Verdict::Warning);
}

}  // namespace flexverify::test
