// After a login that failed: does the other connection start? And how long it is still there.
#pragma once

#include <functional>

#include "flows/services.h"
#include "verifier/model/check_spec.h"

namespace flexverify::flows {

// What a check without a password saw of the other connection.
enum class OtherConnection {
  NotTried,
  Starts,  // the browser arrives at the identity provider with that connection's own values
  DoesNotStart,
  NobodyKnows,
};

// With spec.counter_check, after a critical result: runs the other connection as far as its
// AuthnRequest, without any password, and adds a step and a note with what was seen. Not tried
// where the other connection would meet the same fault: in the identity provider, the test account
// or a certificate.
OtherConnection add_counter_check(
    const model::CheckSpec& spec, base::Clock& clock, model::CheckResult& result,
    const std::function<model::CheckResult(const model::CheckSpec&)>& run_other);

// With spec.migrated_on: the days for which Twilio keeps the legacy details (30, by the guide). A
// note; a warning in the last five. A legacy connection that was seen to answer outranks the
// calendar.
void add_days_left(const model::CheckSpec& spec, base::WallTime now, OtherConnection other,
                   model::CheckResult& result);

}  // namespace flexverify::flows
