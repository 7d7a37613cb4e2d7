#include "verifier/config/secrets.h"

#include <utility>

#include "verifier/base/files.h"
#include "verifier/base/overload.h"
#include "verifier/config/command.h"

namespace flexverify::config {
namespace {

using base::Result;
using base::Secret;

constexpr std::size_t kLimit = 4096;

// An editor or `echo` adds one newline that belongs to nobody's password.
Result<Secret> finished(std::string value, std::string where) {
  if (value.ends_with('\n')) value.pop_back();
  if (value.ends_with('\r')) value.pop_back();
  if (value.empty()) return base::fail(std::move(where), "is empty");
  return Secret(std::move(value));
}

Result<Secret> from_environment(const std::string& variable, const SecretServices& services) {
  const char* value = services.environment(variable.c_str());
  if (value == nullptr) return base::fail("environment variable " + variable, "is not set");
  return finished(value, "environment variable " + variable);
}

Result<Secret> from_file(const std::string& path) {
  auto content = base::read_file(path, kLimit, base::FileAccess::Secret);
  if (!content) return tl::unexpected(content.error());
  return finished(std::move(*content), path);
}

// systemd.exec(5): a file below the folder that systemd made for this service.
Result<Secret> from_credential(const std::string& name, const SecretServices& services) {
  const char* folder = services.environment("CREDENTIALS_DIRECTORY");
  if (folder == nullptr)
    return base::fail("credential " + name, "CREDENTIALS_DIRECTORY is not set");
  if (name.find('/') != std::string::npos || name == "..")
    return base::fail("credential " + name, "is a name without slashes");
  return from_file(std::string(folder) + "/" + name);
}

Result<Secret> from_command(const std::vector<std::string>& arguments,
                            const SecretServices& services) {
  auto output =
      run_command(arguments, {.output = kLimit, .time = services.time_left, .stop = services.stop});
  if (!output) return tl::unexpected(output.error());
  return finished(std::move(*output), "command " + arguments.front());
}

}  // namespace

Result<Secret> read_secret(const model::SecretSource& source, std::string_view question,
                           const SecretServices& services) {
  return std::visit(
      base::overload{
          [&](const model::NoSource&) -> Result<Secret> {
            return base::fail(std::string(question), "no source is named and nobody can be asked");
          },
          [&](const model::EnvironmentSource& s) { return from_environment(s.variable, services); },
          [&](const model::FileSource& s) { return from_file(s.path); },
          [&](const model::CommandSource& s) { return from_command(s.arguments, services); },
          [&](const model::CredentialSource& s) { return from_credential(s.name, services); },
          [&](const model::TerminalSource&) { return services.ask(question); },
      },
      source);
}

}  // namespace flexverify::config
