#include "verifier/app/account_secrets.h"

#include <cstdlib>
#include <string>

#include "verifier/config/secrets.h"

namespace flexverify::app {

base::Result<base::Secret> read_source(const model::SecretSource& source, std::string_view what) {
  return config::read_secret(
      source, what,
      {.environment = [](const char* name) -> const char* { return std::getenv(name); },
       .ask = [](std::string_view) { return base::fail("terminal", "nobody is asked here"); }});
}

base::Result<base::Secret> secrets_of(const model::CheckSpec& spec) {
  std::string all;
  for (const model::SecretSource* source : {&spec.idp.password, &spec.idp.totp}) {
    if (std::holds_alternative<model::NoSource>(*source)) continue;
    const auto secret = read_source(*source, "secret of " + spec.name);
    if (!secret) return base::wipe(all), tl::unexpected(secret.error());
    all += std::string(secret->reveal()) + '\0';
  }
  if (all.empty()) return base::fail(spec.name, "has no secrets");
  return base::Secret(std::move(all));
}

}  // namespace flexverify::app
