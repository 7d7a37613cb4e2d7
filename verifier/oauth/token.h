// The exchange of the code for a Flex token: both forms that the Flex page uses.
#pragma once

#include <string>
#include <variant>

#include "verifier/model/check_spec.h"
#include "verifier/model/twilio_reply.h"
#include "verifier/oauth/pkce.h"
#include "verifier/web/message.h"

namespace flexverify::oauth {

struct CodeGrant {
  std::string sso_profile;  // JQ…
  std::string client_id;    // OAuth's
  std::string code;         // the one of the landing
  LoginKeys keys;           // of this login: verifier, state, nonce
  // Addresses that the page puts in place of Twilio's; "": Twilio's.
  std::string address_a = {};
  std::string address_b = {};
  std::string redirect_b = {};
};

// The form that a Flex page uses. A code works once, so the other one is tried only where the first
// is not there.
enum class Exchange {
  A,  // POST <services>/v1/Flex/OAuth/Tokens, JSON
  B   // POST <preview>/Flex/Tokens, form
};
[[nodiscard]] Exchange other_than(Exchange exchange);
[[nodiscard]] std::string_view name_of(Exchange exchange);  // "A", "B"
[[nodiscard]] web::Request exchange_request(Exchange exchange, const model::Endpoints& endpoints,
                                            const CodeGrant& grant);

struct FlexToken {
  std::string token;          // session value
  std::string refresh_token;  // session value, "" when there is none
  model::TokenFacts facts;    // what it says about the user
};
struct AttributesMissing {  // the page's own rule: no token_info is failure 45050
  std::string detail;       // what is absent
};
struct ExchangeRefused {
  int status;          // of HTTP
  std::string detail;  // code and message of the reply
};
// A success that no page can use: Twilio's fault, whatever was sent.
struct ExchangeUnusable {
  int status;          // of HTTP
  std::string detail;  // what cannot be used
};
using ExchangeResult =
    std::variant<FlexToken, AttributesMissing, ExchangeRefused, ExchangeUnusable>;
// Reads the reply of either form. Any 2xx counts, and an error number beside a token does not.
[[nodiscard]] ExchangeResult read_exchange(const web::Response& response);

// "code 45050 (email, full_name or roles are missing): …" of a Twilio error body, or the start of
// the body; printable.
[[nodiscard]] std::string twilio_error(const web::Response& response);

}  // namespace flexverify::oauth
