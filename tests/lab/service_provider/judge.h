// The judgement of a service provider about a SAMLResponse: the enhanced one after
// passport-wsfed-saml2, the legacy one after java-saml. README.md lists every rule with the
// evidence for it. Nothing here is shared with the verifier's audit; what both start once for the
// process, libxml2 and xmlsec, must have been started.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "verifier/base/time.h"

namespace flexverify::lab::sp {

enum class CertificateTimes { NotLookedAt, Checked };

// What a connection was told, and what it asked for.
struct Expected {
  std::string entity_id;
  std::string acs_url;
  std::string request_id;  // "": the identity provider started the login
  std::string idp_issuer;
  std::string certificate_pem;
  base::WallTime now;
  CertificateTimes certificate_times = CertificateTimes::NotLookedAt;
};

struct NamedValues {
  std::string name;
  std::vector<std::string> values;
};
struct Accepted {
  std::string assertion_id;
  std::string name_id;
  std::vector<NamedValues> attributes;
};
struct Refused {
  std::string why;  // in the words of the library
};
using Judgement = std::variant<Accepted, Refused>;

// `message` is the form field, base64.
[[nodiscard]] Judgement judge_enhanced(const std::string& message, const Expected& expected);
[[nodiscard]] Judgement judge_legacy(const std::string& message, const Expected& expected);
// The response answers no request: InResponseTo is absent.
[[nodiscard]] bool is_unasked(const std::string& message);

// A rule as README.md lists it.
struct Written {
  std::string_view name;
  std::string_view evidence;  // "CODE", "DOC", "RUN", "3P", "INF"
};
[[nodiscard]] std::vector<Written> enhanced_rules();
[[nodiscard]] std::vector<Written> legacy_rules();

// What an identity provider reads in an AuthnRequest.
enum class Binding { Redirect, Post };
struct AuthnRequest {
  std::string id;
  std::string issuer;
  std::string acs_url;
  std::string authn_context;
};
// nullopt when it cannot be read.
[[nodiscard]] std::optional<AuthnRequest> read_authn_request(const std::string& message,
                                                             Binding binding);

}  // namespace flexverify::lab::sp
