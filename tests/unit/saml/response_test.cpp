// Responses and what is read from them.
#include "verifier/saml/response.h"

#include <gtest/gtest.h>

#include "tests/unit/saml/messages.h"
#include "verifier/base/encoding.h"
#include "verifier/base/text.h"

namespace flexverify::saml {
namespace {

TEST(Response, IsReadAsItIs) {
  const Response response = read(signed_both());
  EXPECT_TRUE(valid(response.response_signature)) << response.response_signature.detail;
  EXPECT_TRUE(valid(response.assertion_signature)) << response.assertion_signature.detail;
  EXPECT_EQ(response.response_signature.algorithm, "rsa-sha256");
  EXPECT_TRUE(is_pinned(response.response_signature));
  EXPECT_FALSE(response.response_signature.weak);
  EXPECT_EQ(response.issuer, "https://idp.example/");
  EXPECT_EQ(response.status, "urn:oasis:names:tc:SAML:2.0:status:Success");
  ASSERT_TRUE(response.assertion);
  const Assertion& assertion = *response.assertion;
  EXPECT_EQ(assertion.name_id.value, "good@acme.test");
  using Restrictions = std::vector<std::vector<std::string>>;
  EXPECT_EQ(assertion.audience_restrictions, Restrictions{{"urn:flex:JQ1"}});
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
  EXPECT_FALSE(is_pinned(response.response_signature));
}

TEST(Response, AnotherKeyIsNotTrusted) {
  const SigningKey other =
      SigningKey::generate("other", FakeClock::kNoon, FakeClock::kNoon + std::chrono::days(1));
  const Response response = read(signed_both(), {other.certificate_pem()});
  EXPECT_EQ(response.response_signature.state, SignatureState::OtherCertificate);
  EXPECT_EQ(response.assertion_signature.state, SignatureState::OtherCertificate);
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
  EXPECT_EQ(response.assertion->name_id.value, "good@acme.test");
  EXPECT_TRUE(response.assertion->name_id.has_comment);
  EXPECT_FALSE(read(signed_assertion()).assertion->name_id.has_comment);
}

std::string with_extra(const std::string& in_assertion, const std::string& in_response) {
  return base::replace_all(
      base::replace_all(kUnsigned, "</saml:Assertion>", in_assertion + "</saml:Assertion>"),
      "</samlp:Response>", in_response + "</samlp:Response>");
}

TEST(Response, AssertionsAreCountedButForAdvice) {
  const std::string other = "<saml:Assertion ID=\"_o\"/>";
  const Response advised = read(with_extra("<saml:Advice>" + other + "</saml:Advice>", ""));
  EXPECT_EQ(advised.assertion_count, 1U);
  EXPECT_TRUE(advised.assertion);
  const Response nested = read(with_extra(other, ""));
  EXPECT_EQ(nested.assertion_count, 2U);
  EXPECT_FALSE(nested.assertion);
}

TEST(Response, EncryptedPartsAreCounted) {
  const std::string space = " xmlns:s=\"urn:oasis:names:tc:SAML:2.0:assertion\"/>";
  EXPECT_EQ(read(with_extra("", "<s:EncryptedAssertion" + space)).encrypted_count, 1U);
  EXPECT_EQ(read(kUnsigned).encrypted_count, 0U);
  const auto put = [](const std::string& before, const std::string& element) {
    return read(base::replace_all(kUnsigned, before, element + before));
  };
  EXPECT_EQ(put("<saml:NameID ", "<saml:EncryptedID/>").assertion->encrypted_ids, 1U);
  EXPECT_EQ(put("<saml:Attribute ", "<saml:EncryptedAttribute/>").assertion->encrypted_attributes,
            1U);
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
