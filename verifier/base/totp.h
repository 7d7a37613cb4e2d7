// One-time codes by RFC 6238, as authenticator apps compute them: HMAC-SHA-1, steps of 30 s.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "verifier/base/time.h"

namespace flexverify::base {

// RFC 4648 section 6, any case; white space, hyphens and padding are ignored, as people copy
// secrets in groups. nullopt for other characters or when nothing is left.
[[nodiscard]] std::optional<std::string> base32_decode(std::string_view text);

// The code for that moment, `digits` decimal digits (at most 9), with leading zeros. `key` is raw.
[[nodiscard]] std::string totp(std::string_view key, WallTime time, int digits = 6);

}  // namespace flexverify::base
