// Pages of the identity provider that are not what they were: told before a change breaks anything.
#pragma once

#include <cstddef>

#include "verifier/model/run.h"

namespace flexverify::serve {

// Adds a note for each page that both runs have recognised as the same state of the same adapter,
// and that is made otherwise now. Returns how many there are.
std::size_t note_changed_pages(model::CheckResult& result, const model::CheckResult& before);

}  // namespace flexverify::serve
