// The secret behind one-time codes.
#pragma once

#include <string_view>

#include "verifier/base/result.h"
#include "verifier/base/secret.h"
#include "verifier/base/totp.h"

namespace flexverify::config {

struct TotpSecret {
  base::Secret key;     // raw bytes
  base::TotpKind kind;  // of the secret
};

// What an authenticator app is given: the secret in base32, or an otpauth://totp/ URI, whose
// algorithm (SHA1, SHA256, SHA512), digits (6 to 8) and period (seconds, 5 to 300) count. The
// Error says what was expected and repeats nothing.
[[nodiscard]] base::Result<TotpSecret> parse_totp_secret(std::string_view text);

}  // namespace flexverify::config
