// What an AuthnRequest asks an identity provider for.
#pragma once

#include <string>

namespace flexverify::lab {

struct IdpLogin {
  std::string request_id;
  std::string acs_url;
  std::string entity_id;
  std::string relay_state;
  std::string session = {};  // of the browser that began it
  std::string csrf = {};
  int failures = 0;
  std::string authn_context = {};  // asked for; "": any
  std::string issuer = {};         // of the answer; "": the lab's own identity provider
};

}  // namespace flexverify::lab
