// Where a value stands in a provider's screens: labels of the migration guide (step 2), of Twilio's
// pages for each provider, and for the others of the provider's own documentation. Where a screen
// of today says otherwise than the guide, both are shown.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

#include "verifier/base/text.h"
#include "verifier/saml/audit_parts.h"

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
  // What Flex is given of it, in the order of FlexField: the name under which it is shown.
  std::array<std::string_view, 3> sources;
};

constexpr std::array kProviders = {
    Provider{"google",
             "Google",
             {{{"Service provider details", "Entity ID"},
               {"Service provider details", "ACS URL"},
               {"Service provider details", "Name ID format"},
               {"Attribute mapping", "App attributes"},
               {"Service provider details", "Signed response"},
               {"User access", "Service status"}}},
             {"SSO URL", "Certificate (with its BEGIN and END lines)",
              "Entity ID (of Google as identity provider)"}},
    Provider{
        "okta",
        "Okta",
        {{{"General > SAML Settings > Edit (while creating it: Create SAML integration)",
           "Audience URI (SP Entity ID)"},
          {"General > SAML Settings > Edit (while creating it: Create SAML integration)",
           "Single sign-on URL (in the guide: Single sign on URL)"},
          {"General > SAML Settings > Edit", "Name ID format / Application username"},
          {"General > SAML Settings > Edit", "Attribute Statements"},
          {"General > SAML Settings > Edit > Show Advanced Settings",
           "Response / Assertion Signature / Signature Algorithm"},
          {"Assignments", "Assign"}}},
        {"Identity Provider Single Sign-On URL",
         "X.509 Certificate (Sign On > SAML Signing Certificates)", "Identity Provider Issuer"}},
    // Spring '26 closed connected apps: what exists can be edited, nothing new can be made.
    Provider{"salesforce",
             "Salesforce",
             {{{"Web App settings of the existing connected app (a new one cannot be created since "
                "Spring '26: a SAML external client app, by the Metadata API only)",
                "Entity Id (in the guide: Entity ID)"},
               {"Web App settings of the existing connected app (a new one cannot be created since "
                "Spring '26: a SAML external client app, by the Metadata API only)",
                "ACS URL"},
               {"Web App settings", "Subject Type / Name ID Format"},
               {"Custom Attributes", "Attribute key"},
               {"Web App settings", "IdP Certificate / Encrypt SAML Response"},
               {"Profiles or Permission Sets", "Manage Connected App access"}}},
             {"SP-Initiated Redirect Endpoint (…/idp/endpoint/HttpRedirect)", "IdP Certificate",
              "Issuer (the My Domain URL)"}},
    Provider{"entra",
             "Microsoft Entra ID (in the guide: Azure AD)",
             {{{"SAML-based Sign-on > Basic SAML Configuration (in the guide: SAML > General SAML "
                "settings)",
                "Identifier (Entity ID)"},
               {"SAML-based Sign-on > Basic SAML Configuration (in the guide: SAML > General SAML "
                "settings)",
                "Reply URL (Assertion Consumer Service URL)"},
               {"Attributes & Claims", "Unique User Identifier (Name ID)"},
               {"Attributes & Claims", "Name, with Namespace left empty"},
               {"SAML Certificates", "Signing Option / Signing Algorithm"},
               {"Users and groups", "Add user/group"}}},
             {"Login URL", "Certificate (Base64), under SAML Certificates",
              "Microsoft Entra Identifier"}},
    Provider{"auth0",
             "Auth0",
             {{{"SAML2 Web App > Settings", "audience"},
               {"SAML2 Web App > Settings",
                "Application Callback URL, and Allowed Callback URLs under Application URIs"},
               {"SAML2 Web App > Settings", "nameIdentifierProbes"},
               {"Actions > post-login",
                "the Action that sets the SAML attributes (roles from app_metadata)"},
               {"SAML2 Web App > Settings", "signResponse"},
               {"Application > Connections", "the database connection of the users"}}},
             {"SAML Protocol URL, with ?connection= and the database",
              "Auth0 certificate (PEM, in the Usage tab)", "Issuer"}},
    Provider{"simplesamlphp",
             "SimpleSAMLphp",
             {{{"metadata/saml20-sp-remote.php", "array key (entity ID)"},
               {"metadata/saml20-sp-remote.php", "AssertionConsumerService"},
               {"metadata/saml20-sp-remote.php", "NameIDFormat"},
               {"metadata/saml20-sp-remote.php", "authproc (attribute names)"},
               {"metadata/saml20-sp-remote.php",
                "saml20.sign.response / saml20.sign.assertion / signature.algorithm"},
               {"metadata/saml20-sp-remote.php", "authproc (authorization)"}}},
             {"SingleSignOnService", "the signing certificate (cert directory)",
              "the entity ID of saml20-idp-hosted.php"}},
    Provider{"adfs",
             "AD FS",
             {{{"Relying Party Trust > Identifiers", "Relying party identifier"},
               {"Relying Party Trust > Endpoints", "SAML Assertion Consumer Endpoint (POST)"},
               {"Claim Issuance Policy", "rule for Name ID"},
               {"Claim Issuance Policy", "outgoing claim types"},
               {"Set-AdfsRelyingPartyTrust", "SamlResponseSignature / SignatureAlgorithm"},
               {"Access Control Policy", "permitted users"}}},
             {"https://<federation service>/adfs/ls/", "Token-signing certificate (Base64)",
              "Federation Service identifier"}},
    Provider{"keycloak",
             "Keycloak",
             {{{"Clients > Settings", "Client ID"},
               {"Clients > Settings",
                "Valid redirect URIs / Assertion Consumer Service POST Binding URL"},
               {"Clients > Settings", "Name ID format / Force name ID format"},
               {"Clients > Client scopes > dedicated scope", "mappers (SAML Attribute Name)"},
               {"Clients > Settings", "Sign documents / Sign assertions / Signature algorithm"},
               {"Clients > Client scopes", "role mappings of the user"}}},
             {"the realm's SAML 2.0 Identity Provider Metadata: SingleSignOnService",
              "Realm settings > Keys > RS256 > Certificate", "the realm's URL (…/realms/<realm>)"}},
    Provider{
        "pingfederate",
        "PingFederate",
        {{{"SP Connection > General Info", "Partner's Entity ID (Connection ID)"},
          {"Protocol Settings", "Assertion Consumer Service URL"},
          {"Assertion Creation > Identity Mapping", "SAML_SUBJECT"},
          {"Assertion Creation > Attribute Contract", "Extend the Contract"},
          {"Protocol Settings > Signature Policy", "Always sign assertion / sign response"},
          {"Assertion Creation > Issuance Criteria", "conditions"}}},
        {"Base URL with /idp/SSO.saml2", "Credentials > Digital Signature Settings: certificate",
         "SAML 2.0 Entity ID of Federation Info"}},
    Provider{"onelogin",
             "OneLogin",
             {{{"Configuration", "Audience (EntityID)"},
               {"Configuration", "ACS (Consumer) URL"},
               {"Configuration", "SAML nameID format"},
               {"Parameters", "SAML custom fields (Include in SAML assertion)"},
               {"Configuration / SSO", "SAML signature element / SAML Signature Algorithm"},
               {"Users or Access", "roles that may use the application"}}},
             {"SAML 2.0 Endpoint (HTTP)", "X.509 Certificate > View Details", "Issuer URL"}},
    Provider{
        "shibboleth",
        "Shibboleth",
        {{{"metadata of the service provider", "entityID"},
          {"metadata of the service provider", "AssertionConsumerService Location"},
          {"conf/saml-nameid.xml and relying-party.xml", "nameIDFormatPrecedence"},
          {"conf/attribute-filter.xml and attribute-resolver.xml",
           "released attributes and their names"},
          {"conf/relying-party.xml", "p:signResponses / p:signAssertions / p:encryptAssertions"},
          {"conf/intercept/context-check-intercept-config.xml", "conditions"}}},
        {"SingleSignOnService (HTTP-Redirect) of idp-metadata.xml",
         "the signing certificate of idp-metadata.xml", "entityID of idp-metadata.xml"}},
    Provider{"jumpcloud",
             "JumpCloud",
             {{{"SSO Applications > SSO", "SP Entity ID"},
               {"SSO Applications > SSO", "ACS URLs"},
               {"SSO Applications > SSO", "SAMLSubject NameID / NameID Format"},
               {"SSO Applications > SSO", "Attributes"},
               {"SSO Applications > SSO", "Signature Algorithm / Sign"},
               {"SSO Applications > User Groups", "groups that are bound"}}},
             {"IDP URL", "IDP Certificate Valid > Download certificate", "IdP Entity ID"}},
    Provider{"lemonldap",
             "LemonLDAP::NG",
             {{{"SAML service providers > Metadata", "entityID"},
               {"SAML service providers > Metadata", "AssertionConsumerService"},
               {"SAML service providers > Options", "Default NameID format"},
               {"SAML service providers > Exported attributes", "Name"},
               {"SAML service providers > Options > Signature", "Sign SSO message"},
               {"SAML service providers > Options", "Access rule"}}},
             {"SingleSignOnService of /saml/metadata", "the signing certificate of /saml/metadata",
              "SAML2 Service > Entity Identifier"}},
};

constexpr Provider kAnyProvider{
    "",
    "identity provider",
    {{{"the Flex application", "Entity ID (audience)"},
      {"the Flex application", "ACS URL"},
      {"the Flex application", "NameID"},
      {"the Flex application", "attributes (claims)"},
      {"the Flex application", "signature of response and assertion"},
      {"the Flex application", "assigned users"}}},
    {"single sign-on URL", "signing certificate", "issuer (entity ID)"}};

const Provider& provider_of(std::string_view adapter) {
  const auto found = std::ranges::find(kProviders, adapter, &Provider::adapter);
  return found == kProviders.end() ? kAnyProvider : *found;
}

}  // namespace

model::Fix idp_fix(std::string_view adapter, IdpField field) {
  const Provider& provider = provider_of(adapter);
  const Place& place = provider.places.at(static_cast<std::size_t>(field));
  return {.party = std::string(provider.party),
          .page = std::string(place.page),
          .field = std::string(place.field)};
}

std::string source_of(std::string_view adapter, FlexField field) {
  const Provider& provider = provider_of(adapter);
  return fmt::format("In {} it is called: {}.", provider.party,
                     provider.sources.at(static_cast<std::size_t>(field)));
}

model::Finding with_flex_fix(model::Finding finding, std::string_view adapter, FlexField field) {
  constexpr std::array<std::string_view, 3> kNames = {"Single Sign-On URL", "X.509 Certificate",
                                                      "Identity Provider Issuer"};
  finding.fix = model::console_fix(std::string(kNames.at(static_cast<std::size_t>(field))));
  if (!finding.detail.ends_with('.')) finding.detail += '.';
  finding.detail += " " + source_of(adapter, field);
  return finding;
}

model::Fix fix_beside(std::string_view adapter, IdpField beside, std::string field) {
  model::Fix fix = idp_fix(adapter, beside);
  fix.field = std::move(field);
  return fix;
}

}  // namespace flexverify::saml
