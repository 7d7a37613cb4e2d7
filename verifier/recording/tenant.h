// What a recorded login tells of its tenant. Nothing here is a secret or personal: no user name, no
// NameID, no cookie, no token, no message.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "verifier/recording/login.h"

namespace flexverify::recording {

// A value, and the entry that shows it. "": the recording does not show it.
struct Shown {
  std::string value;
  std::string seen_in;  // "entry 12"
};

struct Tenant {
  model::ConnectionKind kind = model::ConnectionKind::OAuth2;
  model::Setup setup = model::Setup::SelfHosted;
  Shown page;         // where agents open Flex
  Shown account_sid;  // AC…
  Shown sso_profile;  // JQ…
  Shown entity_id;
  Shown acs_url;
  Shown redirect_url;
  Shown role;  // of the user who logged in

  std::string adapter = "auto";
  std::string adapter_seen_in;
  std::vector<std::string> hosts;  // of the provider: that got the login, and a password
  Shown sso_url;
  Shown issuer;
  std::string certificate;  // PEM, of the response that Twilio accepted
  bool accepted = false;    // Twilio took the response
  Shown app_link;           // the login began at the provider

  // Twilio's services where they are not at Twilio's usual hosts: "services" to its base URL.
  std::map<std::string, std::string> endpoints;
};

[[nodiscard]] Tenant tenant_of(const web::Recording& recording, const RecordedLogin& login);

}  // namespace flexverify::recording
