// After a switch back (guide, "switch back your SSO connection"): nothing of the enhanced
// connection may be left, on any of three sides.
#pragma once

#include "flows/login.h"

namespace flexverify::flows {

// revert-incomplete for the page (appConfig.js) and for the console (discovery).
void look_for_leftovers(Login& login);
// revert-incomplete for the identity provider, when it answered for the other connection or
// does not know this one; and for
// the console, when Twilio has no legacy connection to use. What was found before follows from it.
void name_what_was_left(Login& login);
// What the way back to OAuth 2.0 takes later on.
[[nodiscard]] std::string way_back_to_enhanced();

}  // namespace flexverify::flows
