// The AuthnRequest: what the service provider asks for.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "verifier/base/time.h"
#include "verifier/web/message.h"
#include "verifier/web/page.h"

namespace flexverify::saml {

struct AuthnRequest {
  std::string id;                               // that the Response must name
  std::string issuer;                           // the Entity ID of the service provider
  std::string acs_url;                          // AssertionConsumerServiceURL, "" when absent
  std::string destination;                      // "" when absent
  std::string protocol_binding;                 // the URI, "" when absent
  std::string name_id_format;                   // the URI, "" when absent
  std::optional<base::WallTime> issue_instant;  // absent when missing or unreadable
  std::string requested_authn_context;          // first AuthnContextClassRef, "" when absent
  bool force_authn = false;                     // ForceAuthn
  bool is_signed = false;                       // it carries a signature
};

enum class Binding { Redirect, Post };
[[nodiscard]] std::string_view name_of(Binding binding);  // "HTTP-Redirect", "HTTP-POST"

// nullopt: unsafe or malformed XML, or no AuthnRequest.
[[nodiscard]] std::optional<AuthnRequest> parse_authn_request(std::string_view xml);
// SAMLRequest of the HTTP-Redirect binding (base64, deflated; at most 64 KiB inflated).
// nullopt: not base64, not deflated, unsafe or malformed XML, or no AuthnRequest.
[[nodiscard]] std::optional<AuthnRequest> decode_redirect_request(std::string_view saml_request);
[[nodiscard]] std::optional<AuthnRequest> decode_post_request(std::string_view saml_request);

struct FoundRequest {
  AuthnRequest request;          // as it was decoded
  Binding binding;               // by which it came
  bool has_relay_state = false;  // a RelayState came with it
};
// Where the browser is being sent with an AuthnRequest: in the URL's query, or in a form's
// SAMLRequest field. nullopt when the request carries none that can be read.
[[nodiscard]] std::optional<FoundRequest> find_request(const web::Request& request);
// True when there is a SAMLRequest at all, readable or not.
[[nodiscard]] bool carries_request(const web::Request& request);

}  // namespace flexverify::saml
