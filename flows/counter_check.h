// After a login that failed: would the other connection help? And how long it is still there.
#pragma once

#include <stop_token>

#include "flows/check.h"

namespace flexverify::flows {

// With spec.counter_check, after a critical result: runs the other connection as far as its
// AuthnRequest, without any password, and adds a step and a note with the answer.
void add_counter_check(const model::CheckSpec& spec, const Services& services, std::stop_token stop,
                       model::CheckResult& result);

// With spec.migrated_on: the days in which Twilio keeps the legacy details (30, by the guide). A
// note; a warning in the last five.
void add_days_left(const model::CheckSpec& spec, base::WallTime now, model::CheckResult& result);

}  // namespace flexverify::flows
