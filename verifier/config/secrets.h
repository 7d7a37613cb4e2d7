// Reads a secret where a SecretSource says, at the moment it is needed.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "verifier/base/result.h"
#include "verifier/base/secret.h"
#include "verifier/base/time.h"
#include "verifier/model/check_spec.h"

namespace flexverify::config {

// What a source may use of the world; a test gives its own.
struct SecretWorld {
  // The value of an environment variable, or null.
  std::function<const char*(const char*)> environment;
  // Asks a person, without echo.
  std::function<base::Result<base::Secret>(std::string_view question)> ask;
  base::Millis command_timeout{30'000};
};

// One newline at the end is dropped. Errors say which source failed and why, never what it held:
// nothing there, a file that others may read, a command that failed, took longer than the
// timeout or printed more than 4 KiB.
[[nodiscard]] base::Result<base::Secret> read_secret(const model::SecretSource& source,
                                                     std::string_view question,
                                                     const SecretWorld& world);

}  // namespace flexverify::config
