// Metadata of an identity provider, and what was pasted into Flex, compared.
#include "verifier/saml/metadata.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/saml/messages.h"
#include "verifier/base/encoding.h"
#include "verifier/base/text.h"
#include "verifier/saml/audit.h"
#include "verifier/saml/certificate.h"

namespace flexverify::saml {
namespace {

using model::Code;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::string bare(const SigningKey& signing) {
  return base::base64_encode(*certificate_der(signing.certificate_pem()));
}

std::string metadata_xml(const std::string& keys) {
  return R"(<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" )"
         R"(entityID="https://idp.example/" validUntil="2027-01-01T00:00:00Z">)"
         R"(<IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol" )"
         R"(WantAuthnRequestsSigned="true">)" +
         keys +
         R"(<NameIDFormat> urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress </NameIDFormat>)"
         R"(<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" )"
         R"(Location="https://idp.example/sso?tenant=1"/>)"
         R"(<SingleSignOnService Binding="urn:example:other" Location="https://idp.example/x"/>)"
         R"(</IDPSSODescriptor></EntityDescriptor>)";
}

std::string key_xml(std::string_view use, const std::string& certificate) {
  return "<KeyDescriptor" + (use.empty() ? "" : " use=\"" + std::string(use) + "\"") +
         "><KeyInfo xmlns=\"http://www.w3.org/2000/09/xmldsig#\"><X509Data><X509Certificate>\n  " +
         certificate + "\n</X509Certificate></X509Data></KeyInfo></KeyDescriptor>";
}

const SigningKey& next_key() {
  static const SigningKey one =
      SigningKey::generate("next", FakeClock::kNoon, FakeClock::kNoon + std::chrono::days(9));
  return one;
}

Metadata example() {
  return parse_metadata(metadata_xml(key_xml("signing", bare(key()))))->front();
}

Expected expected() {
  Expected values;
  values.now = FakeClock::kNoon;
  return values;
}

std::vector<Code> codes(const std::vector<model::Finding>& findings) {
  std::vector<Code> all;
  for (const auto& finding : findings) all.push_back(finding.code);
  return all;
}

TEST(Metadata, IsRead) {
  const auto entities = parse_metadata(metadata_xml(key_xml("signing", bare(key())) +
                                                    key_xml("encryption", bare(next_key())) +
                                                    key_xml("", bare(next_key()))));
  ASSERT_TRUE(entities);
  ASSERT_THAT(*entities, SizeIs(1));
  const Metadata& one = entities->front();
  EXPECT_EQ(one.entity_id, "https://idp.example/");
  EXPECT_TRUE(one.is_identity_provider);
  EXPECT_TRUE(one.wants_signed_requests);
  EXPECT_EQ(one.sso_urls[0].binding, "HTTP-Redirect");
  EXPECT_EQ(one.sso_urls[1].binding, "urn:example:other");
  EXPECT_THAT(one.name_id_formats,
              ElementsAre("urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"));
  EXPECT_THAT(one.signing_certificates, ElementsAre(bare(key()), bare(next_key())));
  EXPECT_EQ(base::format_rfc3339(*one.valid_until), "2027-01-01T00:00:00Z");
}

TEST(Metadata, OfAServiceProviderOrOfSeveral) {
  const auto entities = parse_metadata(
      R"(<m:EntitiesDescriptor xmlns:m="urn:oasis:names:tc:SAML:2.0:metadata">)"
      R"(<m:EntityDescriptor entityID="a"><m:SPSSODescriptor>)"
      R"(<m:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" )"
      R"(Location="https://sp.example/acs"/></m:SPSSODescriptor></m:EntityDescriptor>)"
      R"(<m:EntityDescriptor entityID="b"/></m:EntitiesDescriptor>)");
  ASSERT_TRUE(entities);
  ASSERT_THAT(*entities, SizeIs(2));
  EXPECT_FALSE(entities->front().is_identity_provider);
  EXPECT_EQ(entities->front().acs_urls[0].location, "https://sp.example/acs");
  EXPECT_THAT(audit_metadata(entities->front(), expected()).findings, IsEmpty());
}

TEST(Metadata, RefusesTheRest) {
  for (const std::string xml : {"", "<x/>", "{}", "<!DOCTYPE a []><a/>"})
    EXPECT_FALSE(parse_metadata(xml)) << xml;
  EXPECT_EQ(parse_metadata("<!DOCTYPE a []><a/>").error().fault, XmlFault::Unsafe);
}

TEST(AuditMetadata, WhatWasPastedRightIsNoFinding) {
  Expected values = expected();
  values.idp_issuer = "https://idp.example/";
  values.sso_url = "https://idp.example/sso?tenant=1";
  values.certificates = {key().certificate_pem()};
  EXPECT_THAT(audit_metadata(example(), values).findings, IsEmpty());
  EXPECT_THAT(audit_metadata(example(), expected()).findings, IsEmpty());
}

TEST(AuditMetadata, NamesEachWrongField) {
  Expected values = expected();
  values.idp_issuer = "https://idp.example";  // the slash
  values.sso_url = "https://idp.example/metadata";
  values.certificates = {next_key().certificate_pem()};
  const auto findings = audit_metadata(example(), values).findings;
  ASSERT_THAT(codes(findings),
              ElementsAre(Code::SamlIssuerMismatch, Code::WrongIdp, Code::SamlCertificateMismatch));
  EXPECT_EQ(findings[0].fix->field, "Identity Provider Issuer");
  EXPECT_EQ(findings[0].expected, "https://idp.example/");
  EXPECT_EQ(findings[1].fix->field, "Single Sign-On URL");
  EXPECT_THAT(findings[1].expected, HasSubstr("https://idp.example/sso?tenant=1"));
  EXPECT_EQ(findings[2].fix->field, "X.509 Certificate");
}

TEST(AuditMetadata, ACertificateThatEndsSoonCountsOnlyAsTheLastOne) {
  Metadata one = example();
  one.signing_certificates = {bare(next_key())};
  EXPECT_THAT(codes(audit_metadata(one, expected()).findings),
              ElementsAre(Code::SamlCertificateExpiresSoon));
  one.signing_certificates.push_back(bare(key()));
  EXPECT_THAT(audit_metadata(one, expected()).findings, IsEmpty());
  Expected later = expected();
  later.expiry_warning = std::chrono::hours{24 * 400};
  EXPECT_THAT(codes(audit_metadata(one, later).findings),
              ElementsAre(Code::SamlCertificateExpiresSoon));
}

// Of its own, of its role's and of those around it the earliest counts.
TEST(AuditMetadata, WhatIsPastItsValidUntilIsNamed) {
  const std::string own = metadata_xml(key_xml("signing", bare(key())));
  const auto around = [&](const std::string& attributes) {
    return "<EntitiesDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\" " + attributes +
           ">" + own + "</EntitiesDescriptor>";
  };
  const std::string past = "validUntil=\"2026-11-01T00:00:00Z\"";
  for (const std::string& xml :
       {around(past), base::replace_all(own, "validUntil=\"2027-01-01T00:00:00Z\"", past),
        base::replace_all(own, "<IDPSSODescriptor ", "<IDPSSODescriptor " + past + " ")}) {
    const auto entities = parse_metadata(xml);
    ASSERT_TRUE(entities) << xml;
    EXPECT_THAT(codes(audit_metadata(entities->front(), expected()).findings),
                ElementsAre(Code::SamlMetadataExpired))
        << xml;
  }
  const auto unreadable = parse_metadata(around("validUntil=\"soon\""));
  const auto findings = audit_metadata(unreadable->front(), expected()).findings;
  ASSERT_THAT(codes(findings), ElementsAre(Code::SamlMetadataExpired));
  EXPECT_EQ(findings[0].severity, model::Severity::Note);
}

TEST(AuditMetadata, ACertificateThatCannotBeReadIsNamedAndJudgesNothing) {
  Metadata one = example();
  one.signing_certificates = {"MIIBAAAA"};
  Expected values = expected();
  values.certificates = {key().certificate_pem()};
  const auto findings = audit_metadata(one, values).findings;
  ASSERT_THAT(codes(findings), ElementsAre(Code::SamlSignatureUnchecked));
  EXPECT_EQ(findings[0].severity, model::Severity::Unknown);
  EXPECT_EQ(findings[0].found, "MIIBAAAA");
}

TEST(Metadata, TheIdentityProviderIsFoundAmongOthers) {
  const std::string wanted = metadata_xml(key_xml("", bare(key())));
  const std::string other = base::replace_all(wanted, "https://idp.example/\"", "urn:other\"");
  const std::string service = base::replace_all(other, "IDPSSODescriptor", "SPSSODescriptor");
  const auto entities = parse_metadata("<x>" + service + other + wanted + "</x>");
  ASSERT_TRUE(entities);
  EXPECT_EQ(identity_provider_in(*entities, "https://idp.example/")->entity_id,
            "https://idp.example/");
  EXPECT_EQ(identity_provider_in(*entities, "")->entity_id, "urn:other");
  EXPECT_TRUE(identity_provider_in(*entities, "")->is_identity_provider);
  EXPECT_EQ(identity_provider_in({entities->front()}, ""), nullptr);
}

TEST(Metadata, PemAndUtf16AreRead) {
  const auto pem = parse_metadata(metadata_xml(key_xml("signing", key().certificate_pem())));
  ASSERT_TRUE(pem);
  EXPECT_EQ(certificate_der(pem->front().signing_certificates.at(0)),
            certificate_der(key().certificate_pem()));
  std::string wide = "\xFE\xFF";
  for (const char c : metadata_xml(key_xml("signing", bare(key())))) wide += {'\0', c};
  EXPECT_TRUE(parse_metadata(wide));
}

TEST(AuditSsoUrl, ComparesWithoutTheParametersOfTheRequest) {
  const Metadata one = example();
  const std::string asked =
      "https://idp.example/sso?tenant=1&SAMLRequest=abc&RelayState=d&SigAlg=e&Signature=f";
  EXPECT_THAT(audit_sso_url(asked, &one, expected()).findings, IsEmpty());
  EXPECT_THAT(audit_sso_url(asked, nullptr, expected()).findings, IsEmpty());
  EXPECT_THAT(codes(audit_sso_url("https://idp.example/sso?tenant=2", &one, expected()).findings),
              ElementsAre(Code::WrongIdp));
  Expected values = expected();
  values.sso_url = "https://idp.example/sso";
  EXPECT_THAT(codes(audit_sso_url(asked, &one, values).findings), ElementsAre(Code::WrongIdp));
}

}  // namespace
}  // namespace flexverify::saml
