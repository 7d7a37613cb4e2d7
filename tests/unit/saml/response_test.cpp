// Signed responses, what is read from them, and what an attacker may do to them.
#include "verifier/saml/response.h"

#include <gtest/gtest.h>

#include "tests/support/fake_clock.h"
#include "tests/support/saml_signer.h"
#include "verifier/base/encoding.h"
#include "verifier/base/text.h"

namespace flexverify::saml {
namespace {

using test::FakeClock;
using test::sign_xml;
using test::SignatureAlgorithm;
using test::SigningKey;

const SigningKey& key() {
  static const SigningKey one =
      SigningKey::generate("acme signing", FakeClock::kNoon - std::chrono::days(1),
                           FakeClock::kNoon + std::chrono::days(365));
  return one;
}

const std::string kUnsigned =
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
    R"(AuthnInstant="2026-11-25T12:00:00Z" SessionNotOnOrAfter="2026-11-25T20:00:00Z"/>)"
    R"(<saml:AttributeStatement><saml:Attribute Name="roles">)"
    R"(<saml:AttributeValue>agent</saml:AttributeValue><saml:AttributeValue>admin)"
    R"(</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>)"
    R"(</saml:Assertion></samlp:Response>)";

std::string signed_assertion() { return sign_xml(kUnsigned, "_a1", key()); }
std::string signed_both() { return sign_xml(signed_assertion(), "_r1", key()); }

Response read(const std::string& xml,
              std::vector<std::string> trusted = {key().certificate_pem()}) {
  const auto response = parse_response(xml, trusted);
  EXPECT_TRUE(response) << (response ? "" : response.error().detail);
  return response ? *response : Response{};
}

bool valid(const SignatureReport& report) { return report.state == SignatureState::Valid; }

TEST(Response, IsReadAsItIs) {
  const Response response = read(signed_both());
  EXPECT_TRUE(valid(response.response_signature)) << response.response_signature.detail;
  EXPECT_TRUE(valid(response.assertion_signature)) << response.assertion_signature.detail;
  EXPECT_EQ(response.response_signature.algorithm, "rsa-sha256");
  EXPECT_TRUE(response.response_signature.pinned);
  EXPECT_FALSE(response.response_signature.weak);
  EXPECT_EQ(response.issuer, "https://idp.example/");
  EXPECT_EQ(response.status, "urn:oasis:names:tc:SAML:2.0:status:Success");
  ASSERT_TRUE(response.assertion);
  const Assertion& assertion = *response.assertion;
  EXPECT_EQ(assertion.name_id, "good@acme.test");
  EXPECT_EQ(assertion.audiences, std::vector<std::string>{"urn:flex:JQ1"});
  ASSERT_EQ(assertion.confirmations.size(), 1U);
  EXPECT_EQ(assertion.confirmations[0].recipient, "https://acs.example/");
  EXPECT_EQ(assertion.confirmations[0].in_response_to, "_q1");
  ASSERT_EQ(assertion.attributes.size(), 1U);
  EXPECT_EQ(assertion.attributes[0].values, (std::vector<std::string>{"agent", "admin"}));
  EXPECT_EQ(assertion.session_not_on_or_after, base::parse_rfc3339("2026-11-25T20:00:00Z"));
}

TEST(Response, TheCertificateIsDescribed) {
  const auto certificate = read(signed_both()).response_signature.certificate;
  ASSERT_TRUE(certificate);
  EXPECT_EQ(certificate->use, "saml signing");
  EXPECT_TRUE(base::contains(certificate->subject, "acme signing")) << certificate->subject;
  EXPECT_EQ(certificate->sha256.size(), 64U);
  EXPECT_EQ(certificate->not_after, FakeClock::kNoon + std::chrono::days(365));
}

TEST(Response, WithoutAPinTheEmbeddedCertificateProvesWholenessOnly) {
  const Response response = read(signed_both(), {});
  EXPECT_TRUE(valid(response.response_signature));
  EXPECT_FALSE(response.response_signature.pinned);
}

TEST(Response, AnotherKeyIsNotTrusted) {
  const SigningKey other =
      SigningKey::generate("other", FakeClock::kNoon, FakeClock::kNoon + std::chrono::days(1));
  const Response response = read(signed_both(), {other.certificate_pem()});
  EXPECT_EQ(response.response_signature.state, SignatureState::Invalid);
  EXPECT_EQ(response.assertion_signature.state, SignatureState::Invalid);
}

TEST(Response, AChangedValueBreaksTheSignature) {
  const Response response = read(base::replace_all(signed_both(), "good@acme", "evil@acme"));
  EXPECT_EQ(response.response_signature.state, SignatureState::Invalid);
  EXPECT_EQ(response.assertion_signature.state, SignatureState::Invalid);
}

TEST(Response, Sha1IsWeakAndHmacIsRefused) {
  EXPECT_TRUE(
      read(sign_xml(kUnsigned, "_r1", key(), SignatureAlgorithm::RsaSha1)).response_signature.weak);
  EXPECT_EQ(read(sign_xml(kUnsigned, "_r1", key(), SignatureAlgorithm::HmacSha256))
                .response_signature.state,
            SignatureState::Refused);
}

TEST(Response, ACommentDoesNotCutAValue) {
  const Response response =
      read(base::replace_all(signed_assertion(), "good@acme.test", "good@<!-- x -->acme.test"));
  ASSERT_TRUE(response.assertion);
  EXPECT_EQ(response.assertion->name_id, "good@acme.test");
}

// Signature wrapping: the signed assertion is moved, an evil one takes its place.
struct Wrapping {
  std::string name;
  std::string xml;
};

std::vector<Wrapping> wrappings() {
  const std::string good = signed_assertion();
  const std::size_t start = good.find("<saml:Assertion");
  const std::size_t end = good.find("</saml:Assertion>") + std::string("</saml:Assertion>").size();
  const std::string original = good.substr(start, end - start);
  const std::string before = good.substr(0, start), after = good.substr(end);
  const std::size_t unsigned_start = kUnsigned.find("<saml:Assertion");
  std::string evil =
      kUnsigned.substr(unsigned_start, kUnsigned.find("</samlp:Response>") - unsigned_start);
  evil = base::replace_all(evil, "good@acme", "evil@acme");
  const std::string evil_id = base::replace_all(evil, "\"_a1\"", "\"_evil\"");
  const std::string signature =
      original.substr(original.find("<ds:Signature"),
                      original.find("</ds:Signature>") + 15 - original.find("<ds:Signature"));
  const std::string evil_signed = base::replace_all(
      evil_id, "</saml:Issuer><saml:Subject>", "</saml:Issuer>" + signature + "<saml:Subject>");
  const auto in_object = [&](const std::string& outer) {
    return base::replace_all(outer, "</ds:Signature>",
                             "<ds:Object>" + original + "</ds:Object></ds:Signature>");
  };
  const std::string extensions = "<samlp:Extensions>" + original + "</samlp:Extensions>";
  return {
      {"evil before", before + evil_id + original + after},
      {"evil after", before + original + evil_id + after},
      {"same id", before + evil + original + after},
      {"original in extensions", before + extensions + evil_id + after},
      {"original in extensions, evil carries the signature",
       before + extensions + evil_signed + after},
      {"original in an object", before + in_object(evil_signed) + after},
      {"original inside the evil one",
       before + base::replace_all(evil_id, "</saml:Assertion>", original + "</saml:Assertion>") +
           after},
      {"original inside evil advice",
       before +
           base::replace_all(
               evil_signed, "<saml:AuthnStatement",
               "<saml:Advice>" + original + "</saml:Advice>" + "<saml:AuthnStatement") +
           after}};
}

TEST(Response, WrappedAssertionsAreNeverReadAsVerified) {
  for (const Wrapping& wrapping : wrappings()) {
    const auto response = parse_response(wrapping.xml, {key().certificate_pem()});
    if (!response) continue;
    const bool verified =
        valid(response->response_signature) || valid(response->assertion_signature);
    const bool evil = response->assertion && base::contains(response->assertion->name_id, "evil");
    EXPECT_FALSE(verified && evil) << wrapping.name;
    const bool flagged = !verified || response->assertion_count != 1;
    EXPECT_TRUE(flagged) << wrapping.name;
  }
}

TEST(Response, WhatCannotBeReadHasAReason) {
  const auto fault = [](const std::string& text) {
    const auto response = decode_response(text, {});
    return response ? std::optional<ResponseFault>() : response.error().fault;
  };
  const auto coded = [](const std::string& xml) { return base::base64_encode(xml); };
  EXPECT_EQ(fault("not base64!"), ResponseFault::NotBase64);
  EXPECT_EQ(fault(coded("hello")), ResponseFault::NotXml);
  EXPECT_EQ(fault(coded(kUnsigned.substr(0, 200))), ResponseFault::NotXml);
  EXPECT_EQ(fault(coded("<a/>")), ResponseFault::NotAResponse);
  EXPECT_EQ(fault(coded("<!DOCTYPE a [<!ENTITY b 'c'>]>" + kUnsigned)), ResponseFault::UnsafeXml);
  EXPECT_EQ(fault(coded("<?xml-stylesheet href='x'?>" + kUnsigned)), ResponseFault::UnsafeXml);
  EXPECT_EQ(fault(coded(std::string(2'000'000, ' '))), ResponseFault::TooLarge);
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "<a>";
  for (int i = 0; i < 100; ++i) deep += "</a>";
  EXPECT_EQ(fault(coded(deep)), ResponseFault::UnsafeXml);
}

}  // namespace
}  // namespace flexverify::saml
