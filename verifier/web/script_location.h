// Where an inline script sends the browser.
#pragma once

#include <optional>
#include <string>

#include "verifier/web/content_security_policy.h"

namespace flexverify::web {

// The first string literal that a script which runs by itself assigns to location or
// location.href, or gives to location.replace() or location.assign(). A policy may stop a script.
[[nodiscard]] std::optional<std::string> script_location(const Document& document,
                                                         const Policies& policies);

}  // namespace flexverify::web
