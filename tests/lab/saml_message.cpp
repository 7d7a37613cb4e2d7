#include "tests/lab/saml_message.h"

#include <fmt/core.h>

#include "tests/lab/hosts.h"
#include "tests/lab/http.h"
#include "verifier/base/encoding.h"
#include "verifier/base/text.h"

namespace flexverify::lab {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr std::string_view kSpaces =
    R"(xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol")";

std::string new_id() { return "_" + base::hex_encode(base::random_bytes(16)); }

std::string time(base::WallTime at) { return base::format_rfc3339(at); }

// The clock of the identity provider.
base::WallTime idp_now(const World& world) {
  if (world.faults.assertion == AssertionFault::Expired) return now() - hours(1);
  if (world.faults.assertion == AssertionFault::NotYetValid) return now() + hours(1);
  if (world.faults.assertion == AssertionFault::SlightlyAhead)
    return now() + std::chrono::seconds(80);
  return now();
}

// A connection that was made and is not used any more.
std::string enhanced_sid(const World& world) { return world.connections.front().sid; }

std::string audience(const World& world, const IdpLogin& login) {
  const Connection* connection = world.connection_of_entity(login.entity_id);
  if (world.faults.assertion == AssertionFault::LegacyAudience && connection != nullptr)
    return "https://iam.twilio.com/v1/Accounts/" + connection->account_sid + "/saml2/metadata";
  if (world.faults.assertion == AssertionFault::OtherAudience) return login.entity_id + "0";
  if (world.faults.legacy == LegacyFault::IdpNotReverted) return "urn:flex:" + enhanced_sid(world);
  return login.entity_id;
}

std::string elsewhere(const World& world) {
  return world.origin(kLoginHost) + "/login/callback?connection=JQ" + std::string(32, '0');
}

std::string attribute(std::string_view name, std::string_view value) {
  return fmt::format(
      R"(<saml:Attribute Name="{}" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:basic">)"
      R"(<saml:AttributeValue>{}</saml:AttributeValue></saml:Attribute>)",
      base::html_escape(name), base::html_escape(value));
}

std::string role(const World& world) {
  switch (world.faults.assertion) {
    case AssertionFault::SupervisorRole:
      return "supervisor";
    case AssertionFault::AdministratorRole:
      return "administrator";
    case AssertionFault::ExtraRole:
      return world.user.role + ",Domain Users";
    case AssertionFault::FinerRoles:
      return world.user.role + ",flex.lead,wfo.full_access";
    case AssertionFault::InsightsRole:
      return "wfo.full_access";
    default:
      return world.user.role;
  }
}

std::string attributes(const World& world) {
  const bool misnamed = world.faults.assertion == AssertionFault::MisnamedEmail;
  std::string out =
      attribute(misnamed ? "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/email" : "email",
                world.user.username);
  out += attribute("full_name", world.user.full_name);
  if (world.faults.assertion != AssertionFault::NoRoles) out += attribute("roles", role(world));
  return "<saml:AttributeStatement>" + out + "</saml:AttributeStatement>";
}

std::string name_id(const World& world) {
  constexpr std::string_view kEmail = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";
  constexpr std::string_view kTransient = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient";
  constexpr std::string_view kPersistent = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";
  const auto element = [](std::string_view format, std::string_view more, std::string_view value) {
    return fmt::format(R"(<saml:NameID Format="{}"{}>{}</saml:NameID>)", format, more,
                       base::html_escape(value));
  };
  switch (world.faults.assertion) {
    case AssertionFault::NoNameId:
      return "";
    case AssertionFault::TransientNameId:
      return element(kTransient, "", new_id());
    case AssertionFault::ForeignQualifier:
      return element(kPersistent, R"( SPNameQualifier="https://crm.acme.test/sp")",
                     world.user.username);
    default:
      return element(kEmail, "", world.user.username);
  }
}

// Absent where nobody asked.
std::string in_response_to(const std::string& request_id) {
  return request_id.empty() ? "" : " InResponseTo=\"" + base::html_escape(request_id) + "\"";
}

std::string subject(const World& world, const IdpLogin& login) {
  const bool other = world.faults.assertion == AssertionFault::OtherRecipient;
  const bool key = world.faults.assertion == AssertionFault::HolderOfKey;
  return fmt::format(
      R"(<saml:Subject>{}<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:{}">)"
      R"(<saml:SubjectConfirmationData{} NotOnOrAfter="{}" Recipient="{}"/>)"
      R"(</saml:SubjectConfirmation></saml:Subject>)",
      name_id(world), key ? "holder-of-key" : "bearer", in_response_to(login.request_id),
      time(idp_now(world) + minutes(5)),
      base::html_escape(other ? elsewhere(world) : registered_acs_url(world, login)));
}

std::string conditions(const World& world, const IdpLogin& login) {
  const bool unreadable = world.faults.assertion == AssertionFault::UnreadableTime;
  return fmt::format(
      R"(<saml:Conditions NotBefore="{}" NotOnOrAfter="{}"><saml:AudienceRestriction>)"
      R"(<saml:Audience>{}</saml:Audience></saml:AudienceRestriction></saml:Conditions>)",
      time(idp_now(world) - std::chrono::seconds(30)),
      unreadable ? "in five minutes" : time(idp_now(world) + minutes(5)),
      base::html_escape(audience(world, login)));
}

std::string authn_statement(const World& world, const IdpLogin& login) {
  const bool brief = world.faults.assertion == AssertionFault::ShortSession;
  return fmt::format(
      R"(<saml:AuthnStatement AuthnInstant="{0}" SessionIndex="{1}" SessionNotOnOrAfter="{2}">)"
      R"(<saml:AuthnContext><saml:AuthnContextClassRef>{3})"
      R"(</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>)",
      time(idp_now(world)), new_id(), time(idp_now(world) + (brief ? minutes(30) : hours(8))),
      login.authn_context.empty()
          ? "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"
          : login.authn_context);
}

std::string issuer(const World& world, const IdpLogin& login) {
  return "<saml:Issuer>" +
         base::html_escape(login.issuer.empty() ? idp_issuer(world) : login.issuer) +
         "</saml:Issuer>";
}

std::string assertion(const World& world, const IdpLogin& login, const std::string& id) {
  return fmt::format(R"(<saml:Assertion {} ID="{}" IssueInstant="{}" Version="2.0">{}{}{}{}{})"
                     R"(</saml:Assertion>)",
                     kSpaces, id, time(idp_now(world)), issuer(world, login), subject(world, login),
                     conditions(world, login), authn_statement(world, login), attributes(world));
}

std::string encrypted_assertion() {
  return R"(<saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">)"
         R"(<xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" )"
         R"(Type="http://www.w3.org/2001/04/xmlenc#Element"><xenc:EncryptionMethod )"
         R"(Algorithm="http://www.w3.org/2009/xmlenc11#aes256-gcm"/><xenc:CipherData>)"
         R"(<xenc:CipherValue>)" +
         base::base64_encode(base::random_bytes(600)) +
         R"(</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData></saml:EncryptedAssertion>)";
}

std::string assertions(const World& world, const IdpLogin& login, const std::string& id) {
  const AssertionFault fault = world.faults.assertion;
  if (fault == AssertionFault::StatusDenied) return "";
  if (fault == AssertionFault::Encrypted) return encrypted_assertion();
  const std::string first = assertion(world, login, id);
  return fault == AssertionFault::TwoAssertions ? first + assertion(world, login, new_id()) : first;
}

std::string status(const World& world) {
  if (world.faults.assertion != AssertionFault::StatusDenied)
    return R"(<samlp:Status><samlp:StatusCode )"
           R"(Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>)";
  return R"(<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder">)"
         R"(<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:RequestDenied"/>)"
         R"(</samlp:StatusCode><samlp:StatusMessage>The user is not assigned to the application.)"
         R"(</samlp:StatusMessage></samlp:Status>)";
}

struct Ids {
  std::string response = new_id();
  std::string assertion = new_id();
};

std::string response(const World& world, const IdpLogin& login, const Ids& ids) {
  const bool other_request = world.faults.assertion == AssertionFault::OtherRequest;
  const bool other_place = world.faults.assertion == AssertionFault::OtherDestination;
  return fmt::format(
      R"(<samlp:Response {} ID="{}" Version="2.0" IssueInstant="{}" Destination="{}"{}>)"
      R"({}{}{}</samlp:Response>)",
      kSpaces, ids.response, time(idp_now(world)),
      base::html_escape(other_place ? elsewhere(world) : registered_acs_url(world, login)),
      in_response_to(other_request ? new_id() : login.request_id), issuer(world, login),
      status(world), assertions(world, login, ids.assertion));
}

std::string signed_message(const World& world, const IdpLogin& login) {
  const Ids ids;
  const AssertionFault fault = world.faults.assertion;
  const auto algorithm = fault == AssertionFault::Sha1 ? test::SignatureAlgorithm::RsaSha1
                                                       : test::SignatureAlgorithm::RsaSha256;
  std::string xml = response(world, login, ids);
  if (fault == AssertionFault::NoSignature) return xml;
  if (base::contains(xml, "ID=\"" + ids.assertion))
    xml = test::sign_xml(xml, ids.assertion, *world.idp_key, algorithm);
  return test::sign_xml(xml, ids.response, *world.idp_key, algorithm);
}

// What somebody on the way might do.
std::string spoiled(const World& world, std::string xml) {
  const AssertionFault fault = world.faults.assertion;
  if (fault == AssertionFault::NotXml) return "The service is not available.";
  if (fault == AssertionFault::BrokenSignature)
    return base::replace_all(std::move(xml), base::html_escape(world.user.full_name),
                             "Somebody Else");
  if (fault == AssertionFault::DocumentType)
    return R"(<!DOCTYPE r [<!ENTITY a "a">]>)" + xml.substr(xml.find("<samlp:Response"));
  return xml;
}

}  // namespace

std::string registered_acs_url(const World& world, const IdpLogin& login) {
  const Connection* connection = world.connection_of_entity(login.entity_id);
  switch (world.faults.post) {
    case PostFault::LegacyAcs:
      return world.origin(kIamHost) + "/v1/Accounts/" +
             (connection == nullptr ? "" : connection->account_sid) + "/saml2";
    case PostFault::NoConnectionParameter:
      return world.origin(kLoginHost) + "/login/callback";
    case PostFault::ForeignHost:
    case PostFault::FormAction:
    case PostFault::NoRelayState:
    case PostFault::None:
      break;
  }
  if (world.faults.legacy == LegacyFault::IdpNotReverted)
    return world.origin(kLoginHost) + "/login/callback?connection=" + enhanced_sid(world);
  return login.acs_url;
}

std::string idp_metadata(const World& world) {
  std::string certificate;
  for (const std::string_view line : base::split(world.idp_key->certificate_pem(), '\n'))
    if (!line.starts_with("-----")) certificate += line;
  return fmt::format(
      R"(<?xml version="1.0" encoding="UTF-8"?>
<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{}">
  <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data>
      <X509Certificate>{}</X509Certificate>
    </X509Data></KeyInfo></KeyDescriptor>
    <NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</NameIDFormat>
    <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{}/sso"/>
  </IDPSSODescriptor>
</EntityDescriptor>
)",
      base::html_escape(idp_issuer(world)), certificate, world.origin(kIdpHost));
}

std::string saml_response(const World& world, const IdpLogin& login) {
  return base::base64_encode(spoiled(world, signed_message(world, login)));
}

}  // namespace flexverify::lab
