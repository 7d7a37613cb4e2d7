#include "verifier/app/check_secrets.h"

#include <cstdlib>
#include <optional>
#include <utility>

#include "verifier/app/terminal.h"
#include "verifier/config/secrets.h"

namespace flexverify::app {

CheckSecrets::CheckSecrets(const model::CheckSpec& spec, base::Clock& clock,
                           config::UsedSteps& used, Progress& progress, std::stop_token stop)
    : spec_(spec), clock_(clock), used_(used), progress_(progress), stop_(std::move(stop)) {}

base::Result<base::Secret> CheckSecrets::ask(std::string_view question) {
  std::optional<base::Result<base::Secret>> answer;
  progress_.pause_for([&] { answer = app::ask(question, stop_); });
  return std::move(*answer);
}

base::Result<base::Secret> CheckSecrets::read(const model::SecretSource& source,
                                              std::string_view question) {
  return config::read_secret(
      source, question,
      {.environment = [](const char* name) -> const char* { return std::getenv(name); },
       .ask = [this](std::string_view asked) { return ask(asked); }});
}

base::Result<base::Secret> CheckSecrets::one_time_code(std::string_view question) {
  auto text = read(spec_.idp.totp, question);
  if (!text || std::holds_alternative<model::TerminalSource>(spec_.idp.totp)) return text;
  const auto secret = config::parse_totp_secret(text->reveal());
  if (!secret) return base::fail(std::string(question), secret.error().what);
  auto code = config::fresh_code(*secret, used_, clock_, stop_);
  if (!code) return base::fail(std::string(question), code.error().what);
  return code;
}

base::Result<base::Secret> CheckSecrets::get(base::SecretRef secret) {
  const std::string whose =
      spec_.idp.username.empty() ? spec_.name : spec_.idp.username + " (" + spec_.name + ")";
  const std::string question = std::string(base::secret_name(secret)) + " of " + whose;
  switch (secret) {
    case base::SecretRef::Password:
      return read(spec_.idp.password, question);
    case base::SecretRef::OneTimeCode:
      return one_time_code(question);
    case base::SecretRef::SecurityAnswer:
      return read(spec_.idp.security_answer, question);
  }
  return base::fail(question, "is no secret");
}

}  // namespace flexverify::app
