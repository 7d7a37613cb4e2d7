// What is done with Keycloak's choice of methods, and with its error pages.
#pragma once

#include "idp-adapters/adapter.h"

namespace flexverify::idp::keycloak {

[[nodiscard]] bool can_send_password(const LoginFacts& facts, const Memory& memory);
// The password when it was not sent yet, else one-time codes, else a list of what was offered.
[[nodiscard]] Action choose_method(const PageView& page, const LoginFacts& facts,
                                   const Memory& memory);
[[nodiscard]] Action report_error(const PageView& page, const LoginFacts& facts,
                                  const Memory& memory);

}  // namespace flexverify::idp::keycloak
