// Accounts whose password or code was refused. Nothing is tried with them until the secret changed
// or a person says so: a monitor must never lock the account that it watches.
#pragma once

#include <optional>
#include <string>

#include "verifier/base/time.h"
#include "verifier/model/check_spec.h"
#include "verifier/model/run.h"
#include "verifier/watch/database.h"

namespace flexverify::watch {

struct Refusal {
  std::string target;  // the check in which it happened
  base::WallTime since{};
  std::string code;  // "credentials-rejected", "account-locked", "mfa-rejected"
  std::string mark;  // of the secrets that were refused, see below
};

// Several targets may sign in as one user: the user name, the identity provider's hosts and where
// the password is read from, hashed.
[[nodiscard]] std::string account_of(const model::CheckSpec& spec);

// The code by which a result says that an account must not be tried again; nullopt else.
[[nodiscard]] std::optional<model::Code> refusal_in(const model::CheckResult& check);

// Sixteen bits of a slow, salted hash: enough to see that a secret changed, far too little to find
// it or to confirm a guess.
[[nodiscard]] std::string make_mark(std::string_view secrets);
[[nodiscard]] bool is_mark_of(std::string_view mark, std::string_view secrets);

[[nodiscard]] Stored<std::optional<Refusal>> find_refusal(Database& database,
                                                          const std::string& account);
[[nodiscard]] Stored<void> save_refusal(Database& database, const std::string& account,
                                        const Refusal& refusal);
// Whether there was one.
[[nodiscard]] Stored<bool> forget_refusal(Database& database, const std::string& account);

}  // namespace flexverify::watch
