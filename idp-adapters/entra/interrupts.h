// The pages between the password and the SAMLResponse, and those that ask for the same again.
#pragma once

#include "idp-adapters/adapter.h"

namespace flexverify::idp::entra {

Action repeat_form(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action reload(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action stay_signed_in(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action confirm_app(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action put_off_registration(const PageView& page, const LoginFacts& facts, const Memory& memory);

}  // namespace flexverify::idp::entra
