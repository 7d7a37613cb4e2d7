// How often a secret of the test account may be tried: pure rules over what is remembered of it.
// A monitor must never lock the account that it watches.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verifier/base/secret.h"
#include "verifier/base/time.h"
#include "verifier/model/check_spec.h"
#include "verifier/model/finding.h"

namespace flexverify::serve {

// Who signs in where. Several targets may be one account.
struct Account {
  std::string user;  // the user name (or the target's, where there is none), hashed
  std::string host;  // that is given the secret
};
[[nodiscard]] Account account_at(const model::CheckSpec& spec, std::string_view host);

enum class Memory {
  Refused,    // asked for again, or rejected in words
  Unanswered  // sent, and nobody knows what became of it (also: this process was killed)
};

// What is remembered of one secret of one account; nothing is, once it was accepted.
struct Remembered {
  Memory kind = Memory::Unanswered;
  std::string target;                      // the check in which it happened
  std::string code;                        // of the finding that ended that login, or ""
  std::string fingerprint;                 // of the value, see below; "": of any value
  std::vector<base::WallTime> unanswered;  // of the last day, oldest first
  base::WallTime since{};                  // the last attempt
};

// The same with one more attempt that has no answer yet. Older ones than a day are forgotten.
[[nodiscard]] Remembered one_more(const std::optional<Remembered>& before,
                                  const std::string& target, base::WallTime now);
// Before this time it is not sent again: a minute after the first attempt without an answer, half
// an hour after the second, a day after the first of three. Never for a refused one.
[[nodiscard]] base::WallTime not_before(const Remembered& remembered);

// Sixteen bits of a slow, salted hash: enough to see that a secret changed, far too little to find
// it or to confirm a guess.
[[nodiscard]] std::string make_fingerprint(std::string_view secret);
[[nodiscard]] bool is_fingerprint_of(std::string_view fingerprint, std::string_view secret);

// Whether this value may not be sent now. A value with another fingerprint is another secret: what
// is remembered says nothing of it.
enum class Standing { Free, AnotherOne, Held };
[[nodiscard]] Standing standing(const Remembered& remembered, std::string_view value,
                                base::WallTime now);
// What a held secret's result says.
[[nodiscard]] model::Finding held_finding(const Remembered& remembered, base::SecretRef secret);

}  // namespace flexverify::serve
