// Reads a secret where a SecretSource says, at the moment it is needed.
#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

#include "verifier/base/result.h"
#include "verifier/base/secret.h"
#include "verifier/base/time.h"
#include "verifier/model/check_spec.h"

namespace flexverify::config {

// What a source may use from outside; a test gives its own.
struct SecretServices {
  // The value of an environment variable, or null.
  std::function<const char*(const char*)> environment;
  // Asks a person, without echo.
  std::function<base::Result<base::Secret>(std::string_view question)> ask;
  base::Millis time_left{30'000};  // a command that takes longer is ended
  std::stop_token stop = {};       // likewise
};

// One newline at the end is dropped. Errors say which source failed and why, never what it held:
// nothing there, a file that others may read or that is none (a FIFO, a folder, a device: reading
// one may never end), a command that failed, took longer than its time or printed more than 4 KiB.
[[nodiscard]] base::Result<base::Secret> read_secret(const model::SecretSource& source,
                                                     std::string_view question,
                                                     const SecretServices& services);

}  // namespace flexverify::config
