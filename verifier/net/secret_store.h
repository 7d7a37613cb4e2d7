// Where the browser gets a secret at the last moment before the socket, and where it is told what
// became of it.
#pragma once

#include <string>
#include <variant>

#include "verifier/base/secret.h"
#include "verifier/base/time.h"
#include "verifier/model/codes.h"
#include "verifier/model/finding.h"
#include "verifier/model/run.h"

namespace flexverify::net {

struct SecretWish {
  base::SecretRef secret;     // the one that is wanted
  std::string host;           // that will be given it: "idp.example", "idp.example:8443"
  base::SteadyTime deadline;  // of the whole check: nothing may take longer
};

// What became of a secret that get() gave.
struct SecretFate {
  model::SecretOutcome outcome;
  model::Code why;  // the finding that ended the login, where one did
};

class SecretStore {
 public:
  virtual ~SecretStore() = default;
  // The value, which counts as sent unless settle() says otherwise; or why it may not be used now.
  virtual std::variant<base::Secret, model::Finding> get(const SecretWish& wish) = 0;
  // Called for a secret that get() gave; the last call counts.
  virtual void settle(base::SecretRef secret, const SecretFate& fate) = 0;
};

}  // namespace flexverify::net
