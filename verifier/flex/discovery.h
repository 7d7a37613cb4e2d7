// What Twilio tells anybody about an account's SSO connections, without authentication.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "verifier/model/check_spec.h"
#include "verifier/web/message.h"

namespace flexverify::flex {

// GET <flex_api>/v1/Configuration/Public?RuntimeDomain=<x>.twil.io
[[nodiscard]] web::Request public_configuration(const model::Endpoints& endpoints,
                                                const std::string& runtime_domain);
// The account SID, or nullopt when Twilio knows no such runtime domain.
[[nodiscard]] std::optional<std::string> read_account_sid(const web::Response& response);

struct Connection {
  std::string sid;          // JQ…
  std::string client_id;    // OAuth's
  std::string account_sid;  // AC…
  std::string app_type;     // "SinglePageApp", "MobileApp", "" when it is not said
  bool active = false;      // undocumented: it decides nothing grave by itself
};

// Entries of that account and of its web page; an account that is not known ("") fits all.
[[nodiscard]] std::vector<Connection> of_the_page(std::vector<Connection> list,
                                                  const std::string& account_sid);

// GET <services>/v1/Flex/Authentication/Config?AccountSid=AC…, or ?SSOProfileSid=JQ… when the
// account is not known.
[[nodiscard]] web::Request discovery(const model::Endpoints& endpoints,
                                     const std::string& account_sid,
                                     const std::string& sso_profile);
// Those of browsers; another app type's is nothing to a login here. nullopt when the reply cannot
// be read.
[[nodiscard]] std::optional<std::vector<Connection>> read_discovery(const web::Response& response);

}  // namespace flexverify::flex
