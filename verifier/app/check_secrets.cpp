#include "verifier/app/check_secrets.h"

#include <cstdlib>
#include <optional>
#include <utility>

#include "verifier/app/terminal.h"
#include "verifier/config/secrets.h"

namespace flexverify::app {

CheckSecrets::CheckSecrets(const model::CheckSpec& spec, base::Clock& clock, Progress& progress,
                           std::stop_token stop)
    : spec_(spec), clock_(clock), progress_(progress), stop_(std::move(stop)) {}

base::Result<base::Secret> CheckSecrets::ask(std::string_view question) {
  std::optional<base::Result<base::Secret>> answer;
  progress_.pause_for([&] { answer = app::ask(question, stop_); });
  return std::move(*answer);
}

base::Result<base::Secret> CheckSecrets::get(base::SecretRef secret) {
  const config::SecretWorld world{
      .environment = [](const char* name) -> const char* { return std::getenv(name); },
      .ask = [this](std::string_view question) { return ask(question); }};
  const std::string whose =
      spec_.idp.username.empty() ? spec_.name : spec_.idp.username + " (" + spec_.name + ")";
  const std::string question = std::string(base::secret_name(secret)) + " of " + whose;
  switch (secret) {
    case base::SecretRef::Password:
      return config::read_secret(spec_.idp.password, question, world);
    case base::SecretRef::OneTimeCode:
      return config::read_one_time_code(spec_.idp.totp, question, world, clock_.now());
  }
  return base::fail(question, "is no secret");
}

}  // namespace flexverify::app
