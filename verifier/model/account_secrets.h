// THE table of the test account's secrets. Whatever is done for each of them (options, asking,
// remembering, reporting) goes through these rows, so that none is forgotten.
#pragma once

#include <array>
#include <string_view>

#include "verifier/base/secret.h"
#include "verifier/model/check_spec.h"

namespace flexverify::model {

struct AccountSecret {
  base::SecretRef secret;          // by its name
  std::string_view name;           // in results: "password"
  std::string_view key;            // of the configuration, below idp and users
  std::string_view option;         // what its options begin with: "--password-"
  SecretSource IdpSpec::* source;  // where it is read from
  std::string_view when_refused;   // what to do then
};

inline constexpr std::array kAccountSecrets = {
    AccountSecret{base::SecretRef::Password, "password", "password", "--password-",
                  &IdpSpec::password,
                  "Correct the test account's password; it was tried once and will not be tried "
                  "again."},
    AccountSecret{base::SecretRef::OneTimeCode, "one-time-code", "totp", "--totp-", &IdpSpec::totp,
                  "Check the TOTP secret and the clock of this machine."},
    AccountSecret{base::SecretRef::SecurityAnswer, "security-answer", "security_answer",
                  "--security-answer-", &IdpSpec::security_answer,
                  "Correct the answer to the security question."},
};

[[nodiscard]] constexpr const AccountSecret& account_secret(base::SecretRef secret) {
  for (const AccountSecret& row : kAccountSecrets)
    if (row.secret == secret) return row;
  return kAccountSecrets.front();
}

// Whether the specification says where it is read from.
[[nodiscard]] inline bool is_given(const IdpSpec& idp, const AccountSecret& row) {
  return !std::holds_alternative<NoSource>(idp.*row.source);
}

}  // namespace flexverify::model
