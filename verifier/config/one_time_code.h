// The secret behind one-time codes, and when the next code may be made.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "verifier/base/result.h"
#include "verifier/base/secret.h"
#include "verifier/base/time.h"
#include "verifier/base/totp.h"

namespace flexverify::config {

struct TotpSecret {
  base::Secret key;  // raw bytes
  base::TotpKind kind;
};

// What an authenticator app is given: the secret in base32, or an otpauth://totp/ URI, whose
// algorithm (SHA1, SHA256, SHA512), digits (6 to 8) and period (seconds, 5 to 300) count. The
// Error says what was expected and repeats nothing.
[[nodiscard]] base::Result<TotpSecret> parse_totp_secret(std::string_view text);

// Steps of which a code was made already, by this process. Shared by all checks: two of them may
// sign in as the same user, and a provider takes each code once.
class UsedSteps {
 public:
  // Claims the step and true, or false when it or a later one was used with this secret.
  [[nodiscard]] bool claim(const TotpSecret& secret, std::int64_t step);

 private:
  std::mutex mutex_;
  std::map<std::string, std::int64_t> last_;  // by the hash of the key
};

// A code of a step that was not used yet and lasts for at least three seconds more; waits for the
// next step otherwise. An Error when `stop` comes first.
[[nodiscard]] base::Result<base::Secret> fresh_code(const TotpSecret& secret, UsedSteps& used,
                                                    base::Clock& clock, std::stop_token stop);

}  // namespace flexverify::config
