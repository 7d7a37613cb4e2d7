// PingID and PingOne MFA: devices, codes, and an approval on the phone.
#pragma once

#include "idp-adapters/adapter.h"

namespace flexverify::idp::pingfederate {

// The browser has no security keys.
Action answer_probe(const PageView& page, const LoginFacts& facts, const Memory& memory);
// The device that the page has chosen.
Action choose_device(const PageView& page, const LoginFacts& facts, const Memory& memory);
// The code, once.
Action one_time_code(const PageView& page, const LoginFacts& facts, const Memory& memory);
// The code was refused; sent when the error is older than this login.
Action report_code(const PageView& page, const LoginFacts& facts, const Memory& memory);
// A person is asked on the phone, and the page asks for the answer until it comes.
Action swipe(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action wait_for_push(const PageView& page, const LoginFacts& facts, const Memory& memory);
// The answer goes back to PingFederate.
Action use_push(const PageView& page, const LoginFacts& facts, const Memory& memory);
// How the approval ended.
Action report_push(const PageView& page, const LoginFacts& facts, const Memory& memory);
// A security key is wanted, and none is here.
Action report_key(const PageView& page, const LoginFacts& facts, const Memory& memory);
// No device is paired yet.
Action report_enrolment(const PageView& page, const LoginFacts& facts, const Memory& memory);

}  // namespace flexverify::idp::pingfederate
