// Twilio's error numbers that a login can meet (Twilio error dictionary).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "verifier/model/codes.h"

namespace flexverify::oauth {

struct TwilioCode {
  std::int64_t number;       // of the error
  std::string_view meaning;  // what it says about this login, for an admin
  model::Code finding;       // the cause that it names, or the code of its own step
};

// nullptr: no number that is known here.
[[nodiscard]] const TwilioCode* twilio_code(std::int64_t number);
// The first known number that stands alone in a text ("error 45050: …"); nullptr when none does.
[[nodiscard]] const TwilioCode* twilio_code_in(std::string_view text);

}  // namespace flexverify::oauth
