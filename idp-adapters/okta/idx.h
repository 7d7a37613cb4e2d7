// Okta Identity Engine: an answer names the steps that are possible (remediations), each with its
// address and fields. The address is taken as given, the fixed values go back unchanged.
#pragma once

#include "idp-adapters/adapter.h"
#include "idp-adapters/okta/state.h"

namespace flexverify::idp::okta {

[[nodiscard]] State idx_state(const PageView& page);

// POST /idp/idx/introspect with the page's state token.
Action introspect(const PageView& page, const LoginFacts& facts, const Memory& memory);
// What each state leads to.
Action idx_captcha(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action idx_message(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action idx_success(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action idx_give_up_probe(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action idx_identify(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action idx_challenge(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action idx_poll(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action idx_verification_data(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action idx_select(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action idx_do_not_stay(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action idx_skip(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action idx_password_expired(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action idx_enrolment(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action idx_other_provider(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action idx_consent(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action idx_wait_for_safe_mode(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action idx_redirect(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action idx_profile(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action idx_device_management(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action idx_report_end(const PageView& page, const LoginFacts& facts, const Memory& memory);

}  // namespace flexverify::idp::okta
