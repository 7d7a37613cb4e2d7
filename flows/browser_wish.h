// What a login wants of its browser: where the message goes, and whom it may reach.
#pragma once

#include "flows/login.h"
#include "verifier/webdriver/capabilities.h"

namespace flexverify::flows {

[[nodiscard]] webdriver::Wish browser_wish(const Login& login);

}  // namespace flexverify::flows
