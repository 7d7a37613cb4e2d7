// One-time codes by RFC 6238, as authenticator apps compute them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "verifier/base/crypto.h"
#include "verifier/base/time.h"

namespace flexverify::base {

// RFC 4648 section 6, any case; white space, hyphens and padding are ignored, as people copy
// secrets in groups. nullopt for other characters or when nothing is left.
[[nodiscard]] std::optional<std::string> base32_decode(std::string_view text);

struct TotpKind {
  Hash hash = Hash::Sha1;  // of the HMAC
  int digits = 6;          // 1 to 9
  Millis step{30'000};     // how long one code is valid
};

// RFC 6238 section 4.2: the number of the step that the moment is in.
[[nodiscard]] std::int64_t totp_step(const TotpKind& kind, WallTime time);
// The code of that moment, decimal digits with leading zeros. `key` is raw.
[[nodiscard]] std::string totp(std::string_view key, WallTime time, const TotpKind& kind = {});

}  // namespace flexverify::base
