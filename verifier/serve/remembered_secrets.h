// The secrets of one check, given out only when the memory says that they may be sent, and
// remembered before they are.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>

#include "verifier/base/result.h"
#include "verifier/config/one_time_code.h"
#include "verifier/model/account_secrets.h"
#include "verifier/model/check_spec.h"
#include "verifier/net/secret_store.h"
#include "verifier/serve/attempt_memory.h"

namespace flexverify::serve {

// What a check's secrets need from outside; a test gives its own.
struct SecretServices {
  base::Clock& clock;
  std::stop_token stop;
  // The secret as its source holds it (of one-time codes: the TOTP secret), before the deadline.
  // The host is for a person who is asked: it will be given the secret.
  std::function<base::Result<base::Secret>(const model::AccountSecret&, const std::string& host,
                                           base::SteadyTime deadline)>
      read;
  std::function<void(const std::string&)> note;  // for a person, while it waits; may be empty
};

class RememberedSecrets final : public net::SecretStore {
 public:
  // Everything is borrowed.
  RememberedSecrets(const model::CheckSpec& spec, AttemptMemory& memory, SecretServices services);

  // Findings: secret-missing; the one with which it was refused before; secret-would-repeat in the
  // pause after an attempt without an answer; mfa-code-used when the time is over before the next
  // step; time-budget when another run's attempt takes too long; config-invalid when the memory
  // cannot be used; interrupted.
  std::variant<base::Secret, model::Finding> get(const net::SecretWish& wish) override;
  void settle(base::SecretRef secret, const net::SecretFate& fate) override;

 private:
  // A secret that went out in this check.
  struct Flight {
    Account account;
    base::Secret raw;
    base::Secret value;
    std::optional<Remembered> before;
    Remembered now;
    bool in_the_air = true;
  };
  // What is needed to send one: nothing more to wait for.
  struct Ready {
    std::optional<Remembered> before;
    std::optional<CodeStep> step;
    base::Secret value;
  };
  struct Wait {
    base::Millis time;
    std::string note;
    model::Finding when_too_long;
  };
  using Try = std::variant<Ready, Wait, model::Finding>;

  Try attempt(const Account& account, base::SecretRef secret, const base::Secret& raw);
  Try with_lock(const Account& account, base::SecretRef secret, const base::Secret& raw);
  Try one_time_code(const base::Secret& raw, std::optional<Remembered> before);
  std::optional<model::Finding> older_refusal(base::SecretRef secret);
  std::optional<model::Finding> wait_for(const Wait& wait, base::SteadyTime deadline);
  std::variant<base::Secret, model::Finding> send(const Account& account, base::SecretRef secret,
                                                  base::Secret raw, Ready ready);
  void release(const Account& account);
  [[nodiscard]] bool is_typed(base::SecretRef secret) const;
  [[nodiscard]] model::Finding unusable(const DatabaseError& error) const;
  [[nodiscard]] model::Finding missing(const base::Error& error) const;

  const model::CheckSpec& spec_;
  AttemptMemory& memory_;
  SecretServices services_;
  std::map<base::SecretRef, Flight> flights_;
  std::map<std::string, AccountLock> locks_;  // by host
  base::SteadyTime deadline_;                 // of the wish that is looked at
  std::string host_;                          // likewise
  std::string noted_;
};

}  // namespace flexverify::serve
