// Twilio has two service providers, and they do not refuse the same things.
#pragma once

#include "verifier/model/depth.h"
#include "verifier/model/finding.h"

namespace flexverify::saml {

// The legacy connection is of the java-saml family, the enhanced one of passport-wsfed-saml2.
enum class RefusedBy { Neither, Legacy, Enhanced, Both };

[[nodiscard]] constexpr RefusedBy either(RefusedBy a, RefusedBy b) {
  if (a == b || b == RefusedBy::Neither) return a;
  return a == RefusedBy::Neither ? b : RefusedBy::Both;
}

// Critical where this kind of connection refuses it, else a warning. Of an unknown kind (Auto) only
// what both refuse is critical.
[[nodiscard]] model::Severity severity_for(RefusedBy refused_by, model::ConnectionKind kind);

// "the legacy connection refuses it, the enhanced one does not look at it": the end of a sentence,
// "" where both refuse it, or neither.
[[nodiscard]] std::string who_refuses(RefusedBy refused_by);

}  // namespace flexverify::saml
