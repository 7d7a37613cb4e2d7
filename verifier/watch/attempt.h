// One scheduled check, with care for the account: what was refused is not tried again.
#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <string>

#include "verifier/base/result.h"
#include "verifier/base/secret.h"
#include "verifier/model/run.h"
#include "verifier/watch/refused.h"
#include "verifier/watch/store.h"

namespace flexverify::watch {

// What a check needs from outside; a test gives its own.
struct CheckWorld {
  std::function<model::CheckResult(const model::CheckSpec&, std::stop_token)> run;
  // The secrets that a login with this spec would use, as one text.
  std::function<base::Result<base::Secret>(const model::CheckSpec&)> secrets;
};

struct Attempt {
  model::CheckResult result;
  std::optional<Refusal> refusal;  // the account is not tried: from now on, or since earlier
};

// While an account is refused, or the history could not be read and nobody knows whether it is,
// the check goes as far as it can without a password, and the result says so.
[[nodiscard]] Attempt attempt(const model::CheckSpec& spec, Store& store, const CheckWorld& world,
                              std::stop_token stop);

}  // namespace flexverify::watch
