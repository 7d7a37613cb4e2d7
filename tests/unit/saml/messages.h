// A response as a good identity provider makes it, signed in each of the usual ways.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "tests/support/fake_clock.h"
#include "tests/support/saml_signer.h"
#include "verifier/saml/response.h"

namespace flexverify::saml {

using test::FakeClock;
using test::sign_xml;
using test::SignatureAlgorithm;
using test::SigningKey;

inline const SigningKey& key() {
  static const SigningKey one =
      SigningKey::generate("acme signing", FakeClock::kNoon - std::chrono::days(1),
                           FakeClock::kNoon + std::chrono::days(365));
  return one;
}

inline const std::string kUnsigned =
    R"(<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_r1" Version="2.0" )"
    R"(IssueInstant="2026-11-25T12:00:00Z" Destination="https://acs.example/" InResponseTo="_q1">)"
    R"(<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">https://idp.example/</saml:Issuer>)"
    R"(<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>)"
    R"(<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a1" Version="2.0" )"
    R"(IssueInstant="2026-11-25T12:00:00Z"><saml:Issuer>https://idp.example/</saml:Issuer>)"
    R"(<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">)"
    R"(good@acme.test</saml:NameID><saml:SubjectConfirmation )"
    R"(Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData )"
    R"(InResponseTo="_q1" Recipient="https://acs.example/" NotOnOrAfter="2026-11-25T12:05:00Z"/>)"
    R"(</saml:SubjectConfirmation></saml:Subject><saml:Conditions )"
    R"(NotBefore="2026-11-25T11:59:00Z" NotOnOrAfter="2026-11-25T12:05:00Z">)"
    R"(<saml:AudienceRestriction><saml:Audience>urn:flex:JQ1</saml:Audience>)"
    R"(</saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement )"
    R"(AuthnInstant="2026-11-25T12:00:00Z" SessionNotOnOrAfter="2026-11-25T20:00:00Z">)"
    R"(<saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password)"
    R"(</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>)"
    R"(<saml:AttributeStatement><saml:Attribute Name="roles">)"
    R"(<saml:AttributeValue>agent</saml:AttributeValue><saml:AttributeValue>admin)"
    R"(</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>)"
    R"(</saml:Assertion></samlp:Response>)";

inline std::string signed_assertion() { return sign_xml(kUnsigned, "_a1", key()); }
inline std::string signed_response() { return sign_xml(kUnsigned, "_r1", key()); }
inline std::string signed_both() { return sign_xml(signed_assertion(), "_r1", key()); }

inline Response read(const std::string& xml,
                     std::vector<std::string> pasted = {key().certificate_pem()}) {
  const auto response = parse_response(xml, {.pasted = std::move(pasted)});
  EXPECT_TRUE(response) << (response ? "" : response.error().detail);
  return response ? *response : Response{};
}

inline bool valid(const SignatureReport& report) { return report.state == SignatureState::Valid; }

}  // namespace flexverify::saml
