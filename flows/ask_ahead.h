// What runs beside what until the login is at the provider: requests that it is about to make and
// that wait for nothing between. A leg still takes each answer in its turn, and a login that ends
// earlier never looks at it.
#pragma once

#include <optional>

#include "flows/login.h"

namespace flexverify::flows {

// Beside each other: all that the page loads and that is looked at, and Twilio's discovery, as far
// as the configuration names what it is asked for.
void ask_beside_scripts(Login& login, const web::Page& page, const flex::PageFacts& facts);
// Beside discovery: the authorize request for the connection that is named; nullopt when none is.
[[nodiscard]] std::optional<web::Request> ask_beside_discovery(Login& login);

}  // namespace flexverify::flows
