// What a browser would not do, as a finding.
#pragma once

#include "verifier/model/finding.h"
#include "verifier/web/content_security_policy.h"

namespace flexverify::model {

// browser-refuses: the header or attribute, its words, the page that carries it, and what would
// have to be allowed. A policy that only reports is a note. The fix names the server; whose it is,
// the flow knows better.
[[nodiscard]] Finding refusal_finding(const web::Refused& refused);

}  // namespace flexverify::model
