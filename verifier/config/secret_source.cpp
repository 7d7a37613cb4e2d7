#include "verifier/config/secret_source.h"

#include "verifier/base/overload.h"
#include "verifier/base/text.h"

namespace flexverify::config {

model::SecretSource secret_source(const base::Json& secret) {
  if (const auto name = secret.text("env"); !name.empty()) return model::EnvironmentSource{name};
  if (const auto path = secret.text("file"); !path.empty()) return model::FileSource{path};
  if (const auto name = secret.text("credential"); !name.empty())
    return model::CredentialSource{name};
  if (auto command = secret.texts("command"); !command.empty())
    return model::CommandSource{std::move(command)};
  return model::NoSource{};
}

std::string describe(const model::SecretSource& source) {
  return std::visit(
      base::overload{
          [](const model::NoSource&) { return std::string(); },
          [](const model::EnvironmentSource& s) { return "environment variable " + s.variable; },
          [](const model::FileSource& s) { return "file " + s.path; },
          [](const model::CommandSource& s) { return "command " + base::join(s.arguments, " "); },
          [](const model::CredentialSource& s) { return "credential " + s.name; },
          [](const model::TerminalSource&) { return std::string("terminal"); },
      },
      source);
}

const base::Json& member(const base::Json& object, std::string_view name) {
  static const base::Json kNull;
  const base::Json* found = object.find(name);
  return found == nullptr ? kNull : *found;
}

}  // namespace flexverify::config
