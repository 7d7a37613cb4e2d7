// Reads the secrets of one check where its specification says, when they are needed.
#pragma once

#include <stop_token>
#include <string>

#include "verifier/base/result.h"
#include "verifier/base/secret.h"
#include "verifier/base/time.h"
#include "verifier/cli/progress.h"
#include "verifier/model/account_secrets.h"
#include "verifier/model/check_spec.h"

namespace flexverify::app {

class SecretReader {
 public:
  // Everything is borrowed.
  SecretReader(const model::CheckSpec& spec, base::Clock& clock, cli::Progress& progress,
               std::stop_token stop);
  // A person is asked with the name of the host that will be given the secret.
  [[nodiscard]] base::Result<base::Secret> read(const model::AccountSecret& secret,
                                                const std::string& host,
                                                base::SteadyTime deadline) const;

  // The name of the test user, for a page at this host; "" when nobody answers.
  [[nodiscard]] std::string ask_user_name(const std::string& host) const;

 private:
  [[nodiscard]] base::Result<base::Secret> ask(std::string_view question) const;

  const model::CheckSpec& spec_;
  base::Clock& clock_;
  cli::Progress& progress_;
  std::stop_token stop_;
};

// A secret that is no test account's, read without anybody being asked.
[[nodiscard]] base::Result<base::Secret> read_source(const model::SecretSource& source,
                                                     std::string_view what);

}  // namespace flexverify::app
