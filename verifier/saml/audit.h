// The auditor: pure functions from decoded messages to findings, and to what was compared with
// what. All findings, never the first only, causes before symptoms.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verifier/base/time.h"
#include "verifier/model/depth.h"
#include "verifier/model/field_labels.h"
#include "verifier/model/finding.h"
#include "verifier/model/run.h"
#include "verifier/saml/authn_request.h"
#include "verifier/saml/response.h"

namespace flexverify::saml {

// A certificate that ends within this time is worth a warning.
inline constexpr base::Millis kExpiryWarning = std::chrono::hours{24 * 30};

// How far the Date headers of the two parties are ahead of our own clock; absent: none was seen.
struct Clocks {
  std::optional<base::Millis> identity_provider;
  std::optional<base::Millis> twilio;
};

// "" means: not known, not compared.
struct Expected {
  std::string entity_id;   // of Flex
  std::string acs_url;     // of Flex
  std::string idp_issuer;  // Identity Provider Issuer, as it was pasted into Flex
  std::string request_id;  // of our AuthnRequest
  std::string role;        // that the message must carry
  const model::FieldLabels* labels = &model::kAnyProvider;  // by which a fix names a field
  std::string account_sid;                                  // for the legacy values
  std::string sso_url = {};                      // Single Sign-On URL, as it was pasted into Flex
  std::vector<std::string> certificates = {};    // X.509 Certificate, as it was pasted into Flex
  base::WallTime now;                            // by this machine's clock
  base::Millis skew{180'000};                    // tolerated difference of clocks
  base::Millis expiry_warning = kExpiryWarning;  // before a certificate ends
  Clocks clocks = {};                            // of the two parties
  std::string published_issuer = {};             // entityID of the identity provider's metadata
  // Which service provider judges; Auto: by the expected values, else by the message's own.
  model::ConnectionKind kind = model::ConnectionKind::Auto;
  // Who says which Entity ID and ACS URL are right: the user, or the AuthnRequest (Message).
  model::ComparedWith values_from = model::ComparedWith::User;
};

struct Audit {
  std::vector<model::Finding> findings;   // causes before symptoms
  std::vector<model::Compared> compared;  // every value that was looked at
};

[[nodiscard]] Audit audit_request(const AuthnRequest& request, const Expected& expected);
// `posted_to` is the form's action: where the identity provider sends the browser.
[[nodiscard]] Audit audit_response(const Response& response, std::string_view posted_to,
                                   const Expected& expected);
// A signature, or the structure around it, is wrong whatever a service says of it: never softened.
[[nodiscard]] bool is_demonstrably_forged(const Response& response);
// The guide's page for this provider asks for two signatures, and there is one; nullopt otherwise.
[[nodiscard]] std::optional<model::Finding> note_one_signature(const Response& response,
                                                               const Expected& expected);
[[nodiscard]] model::Finding describe(const DecodeFailure& failure);

// A SAMLResponse that comes by HTTP-Redirect or as an artifact; `how` says which.
[[nodiscard]] model::Finding wrong_binding(std::string_view how, const model::FieldLabels& labels);

struct Metadata;
// What the identity provider publishes, against what was pasted into Flex.
[[nodiscard]] Audit audit_metadata(const Metadata& metadata, const Expected& expected);
// The address at which Flex's AuthnRequest arrives, with or without its parameters, against what
// was pasted into Flex and what the identity provider publishes (null: not known).
[[nodiscard]] Audit audit_sso_url(std::string_view requested, const Metadata* metadata,
                                  const Expected& expected);

// Values of the two kinds of connection (facts of the guide).
[[nodiscard]] std::string enhanced_entity_id(std::string_view sso_profile);
// The other way round: JQ… of "urn:flex:JQ…", "" for anything else.
[[nodiscard]] std::string connection_of_entity_id(std::string_view entity_id);
[[nodiscard]] bool is_enhanced_entity_id(std::string_view value);  // urn:flex:JQ…
[[nodiscard]] bool is_legacy_value(std::string_view value);        // an Entity ID or ACS URL of it

}  // namespace flexverify::saml
