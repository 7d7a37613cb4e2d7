// The starter configuration that `init` writes.
#pragma once

#include <string>

namespace flexverify::app {

struct StarterAnswers {
  std::string setup = "self-hosted";
  std::string url = "https://agents.acme.example/";
  std::string sso_profile;  // "" : the active connection
  std::string idp_host = "acme.okta.example";
  std::string username = "flex-check@acme.example";
  std::string password_file = "/run/secrets/flex-check";
  std::string totp_file;  // "": no one-time codes
};

// JSON with comments; without faults when the answers are without faults.
[[nodiscard]] std::string starter_configuration(const StarterAnswers& answers);

}  // namespace flexverify::app
