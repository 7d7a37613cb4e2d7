#include "verifier/app/check_secrets.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>

#include "verifier/cli/terminal.h"
#include "verifier/config/secrets.h"

namespace flexverify::app {
namespace {

const char* variable(const char* name) { return std::getenv(name); }

}  // namespace

SecretReader::SecretReader(const model::CheckSpec& spec, base::Clock& clock,
                           cli::Progress& progress, std::stop_token stop)
    : spec_(spec), clock_(clock), progress_(progress), stop_(std::move(stop)) {}

base::Result<base::Secret> SecretReader::ask(std::string_view question) const {
  std::optional<base::Result<base::Secret>> answer;
  progress_.pause_for([&] { answer = cli::ask(question, stop_); });
  return std::move(*answer);
}

std::string SecretReader::ask_user_name(const std::string& host) const {
  std::string name;
  progress_.pause_for(
      [&] { name = cli::ask_aloud("user name of the test user for " + host, stop_).value_or(""); });
  return name;
}

base::Result<base::Secret> SecretReader::read(const model::AccountSecret& secret,
                                              const std::string& host,
                                              base::SteadyTime deadline) const {
  const std::string& user = spec_.idp.username.empty() ? spec_.name : spec_.idp.username;
  const std::string question =
      std::string(base::secret_name(secret.secret)) + " of " + user + " for " + host;
  const base::Millis left = deadline - clock_.steady();
  return config::read_secret(spec_.idp.*secret.source, question,
                             {.environment = variable,
                              .ask = [this](std::string_view asked) { return ask(asked); },
                              .time_left = std::max(left, base::Millis{0}),
                              .stop = stop_});
}

base::Result<base::Secret> read_source(const model::SecretSource& source, std::string_view what) {
  return config::read_secret(source, what, {.environment = variable, .ask = [](std::string_view) {
                                              return base::fail("terminal", "nobody is asked here");
                                            }});
}

}  // namespace flexverify::app
