// A rehearsal for programs, for people, and for a bug report.
#pragma once

#include <cstddef>
#include <string>

#include "verifier/base/json.h"
#include "verifier/recording/rehearsal.h"

namespace flexverify::recording {

// {"steps":[{"exchange","adapter","state","action","agrees","differences","notes"}],
//  "not_judged":[{"exchange","why"}],"verdict":"agrees"|"differs"|"unknown"}
[[nodiscard]] base::Json rehearsal_json(const Rehearsal& rehearsal);
// Step by step, then what it means; lines of `width` columns.
[[nodiscard]] std::string rehearsal_text(const Rehearsal& rehearsal, std::size_t width);
// Structure alone, for others to read: no host, no value. "" when all agrees.
[[nodiscard]] std::string bug_report(const Rehearsal& rehearsal, std::string_view version);

}  // namespace flexverify::recording
