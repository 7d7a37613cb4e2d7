// The sign-in by a real browser: everything before it (page, connection, AuthnRequest) and after it
// (audit, ACS, exchange, Configuration) stays with our own engine.
#pragma once

#include "flows/login.h"

namespace flexverify::flows {

// The browser opens the AuthnRequest, and our own engine leaves it alone.
[[nodiscard]] bool browser_begins(const Login& login);
// A browser is to take over from a page with this finding: only a browser gets on there, the user
// allows one, and no secret was sent yet.
[[nodiscard]] bool browser_takes_over(const Login& login, const model::Finding& stop);
// From the AuthnRequest to the SAMLResponse, in the browser of this login, which is opened where
// it is not open yet.
LegResult sign_in_by_browser(Login& login);

}  // namespace flexverify::flows
