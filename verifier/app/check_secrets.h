// The secrets of one check, read when they are needed.
#pragma once

#include <stop_token>
#include <string>

#include "verifier/app/progress.h"
#include "verifier/base/time.h"
#include "verifier/config/one_time_code.h"
#include "verifier/model/check_spec.h"
#include "verifier/net/browser.h"

namespace flexverify::app {

class CheckSecrets final : public net::SecretStore {
 public:
  // Everything is borrowed.
  CheckSecrets(const model::CheckSpec& spec, base::Clock& clock, config::UsedSteps& used,
               Progress& progress, std::stop_token stop);
  base::Result<base::Secret> get(base::SecretRef secret) override;

 private:
  base::Result<base::Secret> ask(std::string_view question);
  // A person (the terminal) is asked for the code itself.
  base::Result<base::Secret> one_time_code(std::string_view question);
  base::Result<base::Secret> read(const model::SecretSource& source, std::string_view question);

  const model::CheckSpec& spec_;
  base::Clock& clock_;
  config::UsedSteps& used_;
  Progress& progress_;
  std::stop_token stop_;
};

}  // namespace flexverify::app
