// Where a value stands in a provider's screens (labels of the migration guide, step 2), and the
// values of the two kinds of connection.
#include <algorithm>
#include <array>
#include <utility>

#include "verifier/base/text.h"
#include "verifier/saml/audit_parts.h"
#include "verifier/web/query.h"
#include "verifier/web/url.h"

namespace flexverify::saml {
namespace {

struct Place {
  std::string_view page;
  std::string_view field;
};

struct Provider {
  std::string_view adapter;
  std::string_view party;
  std::array<Place, 6> places;  // in the order of IdpField
};

constexpr std::array kProviders = {
    Provider{"google",
             "Google",
             {{{"Service provider details", "Entity ID"},
               {"Service provider details", "ACS URL"},
               {"Service provider details", "Name ID format"},
               {"Attribute mapping", "App attributes"},
               {"Service provider details", "Signed response"},
               {"User access", "Service status"}}}},
    Provider{"okta",
             "Okta",
             {{{"Create SAML integration", "Audience URI (SP Entity ID)"},
               {"Create SAML integration", "Single sign on URL"},
               {"Create SAML integration", "Name ID format / Application username"},
               {"Create SAML integration", "Attribute Statements"},
               {"Create SAML integration", "Response / Assertion Signature / Signature Algorithm"},
               {"Assignments", "Assign"}}}},
    Provider{"salesforce",
             "Salesforce",
             {{{"Web App settings", "Entity ID"},
               {"Web App settings", "ACS URL"},
               {"Web App settings", "Subject Type / Name ID Format"},
               {"Custom Attributes", "Attribute key"},
               {"Web App settings", "IdP Certificate / Encrypt SAML Response"},
               {"Profiles or Permission Sets", "Manage Connected App access"}}}},
    Provider{"entra",
             "Azure AD",
             {{{"SAML > General SAML settings", "Identifier (Entity ID)"},
               {"SAML > General SAML settings", "Reply URL (Assertion Consumer Service URL)"},
               {"Attributes & Claims", "Unique User Identifier (Name ID)"},
               {"Attributes & Claims", "Name, with Namespace left empty"},
               {"SAML Certificates", "Signing Option / Signing Algorithm"},
               {"Users and groups", "Add user/group"}}}},
    Provider{"auth0",
             "Auth0",
             {{{"SAML2 Web App > Settings", "audience"},
               {"SAML2 Web App > Settings", "Application Callback URL"},
               {"SAML2 Web App > Settings", "nameIdentifierProbes"},
               {"Actions > post-login", "the Action that sets the SAML attributes"},
               {"SAML2 Web App > Settings", "signResponse"},
               {"Application > Connections", "the database connection of the users"}}}},
    Provider{"simplesamlphp",
             "SimpleSAMLphp",
             {{{"metadata/saml20-sp-remote.php", "array key (entity ID)"},
               {"metadata/saml20-sp-remote.php", "AssertionConsumerService"},
               {"metadata/saml20-sp-remote.php", "NameIDFormat"},
               {"metadata/saml20-sp-remote.php", "authproc (attribute names)"},
               {"metadata/saml20-sp-remote.php",
                "saml20.sign.response / saml20.sign.assertion / signature.algorithm"},
               {"metadata/saml20-sp-remote.php", "authproc (authorization)"}}}},
};

constexpr Provider kAnyProvider{"",
                                "identity provider",
                                {{{"the Flex application", "Entity ID (audience)"},
                                  {"the Flex application", "ACS URL"},
                                  {"the Flex application", "NameID"},
                                  {"the Flex application", "attributes (claims)"},
                                  {"the Flex application", "signature of response and assertion"},
                                  {"the Flex application", "assigned users"}}}};

const Provider& provider_of(std::string_view adapter) {
  const auto found = std::ranges::find(kProviders, adapter, &Provider::adapter);
  return found == kProviders.end() ? kAnyProvider : *found;
}

constexpr std::string_view kEntityPrefix = "urn:flex:";

bool is_sid(std::string_view text, std::string_view prefix) {
  const auto is_alnum = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  return text.size() > prefix.size() && text.starts_with(prefix) &&
         std::ranges::all_of(text, is_alnum);
}

bool is_enhanced_acs(std::string_view value) {
  const auto url = web::parse_url(value);
  if (!url || !web::is_http(*url) || !url->path.ends_with("/login/callback")) return false;
  return is_sid(web::query_value(url->query.value_or(""), "connection").value_or(""), "JQ");
}

}  // namespace

model::Fix idp_fix(std::string_view adapter, IdpField field) {
  const Provider& provider = provider_of(adapter);
  const Place& place = provider.places.at(static_cast<std::size_t>(field));
  return {.party = std::string(provider.party),
          .page = std::string(place.page),
          .field = std::string(place.field)};
}

model::Fix fix_beside(std::string_view adapter, IdpField beside, std::string field) {
  model::Fix fix = idp_fix(adapter, beside);
  fix.field = std::move(field);
  return fix;
}

std::string enhanced_entity_id(std::string_view sso_profile) {
  return std::string(kEntityPrefix).append(sso_profile);
}

std::string connection_of_entity_id(std::string_view entity_id) {
  return entity_id.starts_with(kEntityPrefix) ? std::string(entity_id.substr(kEntityPrefix.size()))
                                              : "";
}

bool is_enhanced_entity_id(std::string_view value) {
  return value.starts_with(kEntityPrefix) && is_sid(value.substr(kEntityPrefix.size()), "JQ");
}

// …/Accounts/AC…/saml2, with /metadata for the Entity ID; "v1" or, earlier, "iam" before it.
bool is_legacy_value(std::string_view value) {
  const auto url = web::parse_url(value);
  if (!url || !web::is_http(*url)) return false;
  auto segments = base::split(url->path, '/');
  if (segments.size() > 1 && segments.back() == "metadata") segments.pop_back();
  const std::size_t count = segments.size();
  return count >= 4 && segments[count - 1] == "saml2" && is_sid(segments[count - 2], "AC") &&
         segments[count - 3] == "Accounts" &&
         (segments[count - 4] == "v1" || segments[count - 4] == "iam");
}

std::optional<model::ConnectionKind> kind_of(std::string_view value) {
  if (is_enhanced_entity_id(value) || is_enhanced_acs(value)) return model::ConnectionKind::OAuth2;
  if (is_legacy_value(value)) return model::ConnectionKind::Legacy;
  return std::nullopt;
}

std::optional<model::ConnectionKind> other_kind(std::string_view found, std::string_view expected) {
  const auto have = kind_of(found);
  const auto want = kind_of(expected);
  return have && want && *have != *want ? have : std::nullopt;
}

std::string quoted(std::string_view value) { return "\"" + base::printable(value, 120) + "\""; }

model::Finding describe(const DecodeFailure& failure) {
  const auto malformed = [&](std::string what) {
    if (!failure.detail.empty()) what += ": " + base::printable(failure.detail);
    return model::make_finding(model::Code::SamlResponseMalformed, std::move(what));
  };
  switch (failure.fault) {
    case ResponseFault::NotBase64:
      return malformed("the SAMLResponse field is not base64");
    case ResponseFault::UnsafeXml: {
      auto finding = malformed("the SAMLResponse holds XML that is never safe to read");
      finding.code = model::Code::SamlUnsafeXml;
      finding.severity = model::info(finding.code).severity;
      return finding;
    }
    case ResponseFault::NotXml:
      return malformed("the SAMLResponse is not well-formed XML");
    case ResponseFault::NotAResponse:
      return malformed("the SAMLResponse is XML, but no samlp:Response");
    case ResponseFault::TooLarge:
      return malformed("the SAMLResponse is larger than any honest one");
  }
  return malformed("the SAMLResponse cannot be read");
}

}  // namespace flexverify::saml
