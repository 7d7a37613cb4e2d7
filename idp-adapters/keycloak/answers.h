// What is done with Keycloak's choice of methods, and with its error pages.
#pragma once

#include <span>
#include <string_view>

#include "idp-adapters/adapter.h"

namespace flexverify::idp::keycloak {

// A text in English that means a finding; its detail ends with the advice.
struct Known {
  std::string_view words;
  model::Code code;
  std::string_view advice;
  std::string_view hint = "";  // what to do, where the table of codes says another thing
};
// The first whose words are part of the text; null when none is.
[[nodiscard]] const Known* known_in(std::span<const Known> table, std::string_view text);

[[nodiscard]] bool can_send_password(const LoginFacts& facts, const Memory& memory);
// The password when it was not sent yet, else one-time codes, else a list of what was offered.
[[nodiscard]] Action choose_method(const PageView& page, const LoginFacts& facts,
                                   const Memory& memory);
[[nodiscard]] Action report_error(const PageView& page, const LoginFacts& facts,
                                  const Memory& memory);

}  // namespace flexverify::idp::keycloak
