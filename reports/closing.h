// The end of a report for people: what to change first, then what was proved.
#pragma once

#include <string>

#include "reports/renderer.h"

namespace flexverify::reports {

// A line for each question among the checks. Above one that is not "yes" stands what to change
// first. The line itself is never wrapped: people and scripts look for it as it is.
[[nodiscard]] std::string closing(const model::Run& run, const RenderOptions& options);

// What happened, in one printable sentence: the finding's own words, else the table's.
[[nodiscard]] std::string sentence_of(const model::Finding& finding);
// Where to change it, else what to do.
[[nodiscard]] std::string remedy_of(const model::Finding& finding);

}  // namespace flexverify::reports
