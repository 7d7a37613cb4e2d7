// The starter configuration that `init` writes.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace flexverify::app {

// What is "" stands as a comment with an example, or not at all.
struct StarterAnswers {
  std::string name = "flex";
  std::string setup = "self-hosted";  // "hosted" or "self-hosted"
  std::string url = "https://agents.acme.example/";
  std::string connection;  // "oauth2", "legacy"
  std::string account_sid;
  std::string sso_profile;  // "": the active connection
  std::string redirect_url;
  std::string entity_id, acs_url;
  std::string role = "agent";

  std::string adapter = "auto";
  std::vector<std::string> hosts = {"acme.okta.example"};
  std::string username = "flex-check@acme.example";  // of the test account
  std::string password = "/run/secrets/flex-check";  // a path, or "env:NAME"
  std::string totp;                                  // likewise; "": no one-time codes
  std::string issuer, sso_url;
  std::string certificate;  // path
  std::string app_link;
  std::map<std::string, std::string> endpoints;  // empty: Twilio's usual ones

  // Behind which members stands where their value was seen: "sso_profile" to "entry 12".
  std::map<std::string, std::string> seen_in = {};
};

// JSON with comments; without faults when the answers are without faults.
[[nodiscard]] std::string starter_configuration(const StarterAnswers& answers);

}  // namespace flexverify::app
