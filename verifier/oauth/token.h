// The exchange of the code for a Flex token: both forms that the Flex page uses.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "verifier/model/check_spec.h"
#include "verifier/oauth/pkce.h"
#include "verifier/web/message.h"

namespace flexverify::oauth {

struct CodeGrant {
  std::string sso_profile;
  std::string client_id;
  std::string code;
  LoginKeys keys;
};

// POST <services>/v1/Flex/OAuth/Tokens, JSON (Flex UI 2.12 and later, self-hosted).
[[nodiscard]] web::Request exchange_by_services(const model::Endpoints& endpoints,
                                                const CodeGrant& grant);
// POST <preview>/Flex/Tokens, form.
[[nodiscard]] web::Request exchange_by_preview(const model::Endpoints& endpoints,
                                               const CodeGrant& grant);

struct FlexToken {
  std::string token;  // session value
  std::string refresh_token;
  std::string account_sid;
  std::string identity;
  std::vector<std::string> roles;
  std::string worker_sid;
};
struct AttributesMissing {  // the page's own rule: no token_info is failure 45050
  std::string detail;
};
struct ExchangeRefused {
  int status;
  std::string detail;  // code and message of the reply
};
using ExchangeResult = std::variant<FlexToken, AttributesMissing, ExchangeRefused>;
// Reads the reply of either form.
[[nodiscard]] ExchangeResult read_exchange(const web::Response& response);

// "code 45050 (email, full_name or roles are missing): …" of a Twilio error body, or the start of
// the body; printable.
[[nodiscard]] std::string twilio_error(const web::Response& response);

}  // namespace flexverify::oauth
