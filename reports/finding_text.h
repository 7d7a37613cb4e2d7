// A finding for people: who must act, what was found, what was expected, where to change it.
#pragma once

#include <string>

#include "reports/renderer.h"

namespace flexverify::reports {

// "Okta › Edit SAML integration › Audience URI": one printable line, without what is empty.
[[nodiscard]] std::string fix_place(const model::Fix& fix);

// What happened, in one printable sentence: the finding's own words, else the table's.
[[nodiscard]] std::string sentence_of(const model::Finding& finding);
// Where to change it, else what to do.
[[nodiscard]] std::string remedy_of(const model::Finding& finding);

[[nodiscard]] std::string finding_text(const model::Finding& finding,
                                       const model::CheckResult& check,
                                       const RenderOptions& options);

}  // namespace flexverify::reports
