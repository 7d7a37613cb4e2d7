#include "verifier/app/starter.h"

#include <fmt/format.h>

#include "verifier/base/json.h"

namespace flexverify::app {
namespace {

std::string quoted(const std::string& text) { return base::dump_json(base::Json(text)); }

// A member, or the same member as a comment.
std::string optional_member(std::string_view indent, std::string_view name,
                            const std::string& value, std::string_view example,
                            std::string_view comment) {
  return fmt::format("{0}// {1}\n{0}{2}\"{3}\": {4},\n", indent, comment,
                     value.empty() ? "// " : "", name,
                     value.empty() ? std::string(example) : value);
}

std::string file_source(const std::string& path) {
  return path.empty() ? "" : "{ \"file\": " + quoted(path) + " }";
}

}  // namespace

std::string starter_configuration(const StarterAnswers& a) {
  const std::string profile = a.sso_profile.empty() ? "" : quoted(a.sso_profile);
  return fmt::format(
      R"({{
  // Editors complete the keys with this schema; `flexverify config-check FILE` names every fault.
  "$schema": "flexverify-config.schema.json",
  "targets": [
    {{
      "name": "flex",
      "setup": {},
      // Where agents open Flex.
      "url": {},
{}      // How far a check goes: page, authn-request (no password), assertion, landing, loaded.
      "depth": "loaded",
      "expect": {{
        // The role that the test user must have in Flex.
        "role": "agent"
      }},
      "idp": {{
        // auto finds the adapter by the pages.
        "adapter": "auto",
        // The only hosts that are ever given the password.
        "hosts": [{}],
        // One permanent test user: each new NameID is a new worker and a new billed user.
        "username": {},
        // Never the password itself: env, file, command or credential says where it is.
        "password": {},
{}        // What was pasted into Flex is compared with the identity provider's metadata.
        "metadata": null
      }}
    }}
  ],
  // For `flexverify serve`: checks by schedule, dashboard and metrics.
  "defaults": {{ "schedule": {{ "every": "5m", "confirm": 2 }} }},
  "serve": {{
    // Past results; beside this file.
    "history": "flexverify.sqlite"
  }}
}}
)",
      quoted(a.setup), quoted(a.url),
      optional_member("      ", "sso_profile", profile, "\"JQ0123456789abcdef0123456789abcdef\"",
                      "The connection to verify, active or not; without it, the active one."),
      quoted(a.idp_host), quoted(a.username), file_source(a.password_file),
      optional_member("        ", "totp", file_source(a.totp_file),
                      "{ \"file\": \"/run/secrets/flex-check-totp\" }",
                      "The TOTP secret, when the user has one-time codes."));
}

}  // namespace flexverify::app
