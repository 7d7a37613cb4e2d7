// What Flex holds, what the provider publishes and what the message carries are three sets.
#include <algorithm>

#include "tests/unit/saml/messages.h"
#include "verifier/base/text.h"
#include "verifier/saml/audit.h"
#include "verifier/saml/examine.h"

namespace flexverify::saml {
namespace {

using enum model::Code;
using model::ComparedOutcome;
using model::ComparedWith;
using model::Severity;

const SigningKey& next_key() {
  static const SigningKey one =
      SigningKey::generate("acme signing, next", FakeClock::kNoon - std::chrono::days(1),
                           FakeClock::kNoon + std::chrono::days(365));
  return one;
}

const std::string& current() { return key().certificate_pem(); }
const std::string& next() { return next_key().certificate_pem(); }

Audit audit(const std::string& xml, const TrustedCertificates& trusted,
            model::ConnectionKind kind = model::ConnectionKind::OAuth2) {
  Expected expected;
  expected.now = FakeClock::kNoon;
  expected.kind = kind;
  return audit_response(*parse_response(xml, trusted), "", expected);
}

const model::Finding* find(const Audit& audited, model::Code code) {
  const auto found = std::ranges::find(audited.findings, code, &model::Finding::code);
  return found == audited.findings.end() ? nullptr : &*found;
}

model::Compared compared(const Audit& audited, std::string_view value) {
  const auto found = std::ranges::find(audited.compared, value, &model::Compared::value);
  return found == audited.compared.end() ? model::Compared{} : *found;
}

TEST(Trust, TheComparisonNamesItsSet) {
  const std::string xml = signed_response();
  const auto pasted = compared(audit(xml, {.pasted = {current()}}), "response signature");
  EXPECT_EQ(pasted.with, ComparedWith::Pasted);
  EXPECT_EQ(pasted.outcome, ComparedOutcome::Equal);
  const auto published =
      compared(audit(xml, {.published = {next(), current()}}), "response signature");
  EXPECT_EQ(published.with, ComparedWith::Published);
  EXPECT_EQ(published.outcome, ComparedOutcome::Equal);
  const auto alone = compared(audit(xml, {}), "response signature");
  EXPECT_EQ(alone.with, ComparedWith::Nothing);
  EXPECT_EQ(alone.outcome, ComparedOutcome::NotCompared);
}

// The rollover: Flex holds the old one, the metadata has both, the provider signs with the new one.
TEST(Trust, MoreInformationWeakensNothing) {
  const std::string xml = sign_xml(kUnsigned, "_r1", next_key());
  for (const TrustedCertificates& trusted :
       {TrustedCertificates{.pasted = {current()}},
        TrustedCertificates{.pasted = {current()}, .published = {current(), next()}}}) {
    const auto audited = audit(xml, trusted);
    ASSERT_TRUE(find(audited, SamlCertificateMismatch));
    EXPECT_EQ(find(audited, SamlCertificateMismatch)->severity, Severity::Critical);
    EXPECT_EQ(compared(audited, "response signature").outcome, ComparedOutcome::Different);
  }
  const auto both = audit(xml, {.pasted = {current()}, .published = {current(), next()}});
  EXPECT_TRUE(base::contains(find(both, SamlCertificateMismatch)->detail, "rolled over"));
}

TEST(Trust, WhatCannotBeReadJudgesNobody) {
  const auto audited = audit(signed_response(), {.published = {"AAAA"}});
  EXPECT_FALSE(find(audited, SamlCertificateMismatch));
  ASSERT_TRUE(find(audited, SamlSignatureUnchecked));
  EXPECT_EQ(find(audited, SamlSignatureUnchecked)->severity, Severity::Unknown);
}

// What Flex holds its admin mends, what is published the identity provider's.
TEST(Trust, WhatCannotBeReadIsMendedWhereItStands) {
  const auto published = audit(signed_response(), {.published = {"AAAA"}});
  ASSERT_TRUE(find(published, SamlSignatureUnchecked)->fix);
  EXPECT_EQ(find(published, SamlSignatureUnchecked)->fix->field, "X509Certificate");
  const auto pasted = audit(signed_response(), {.pasted = {"AAAA"}, .published = {"BBBB"}});
  ASSERT_TRUE(find(pasted, SamlSignatureUnchecked)->fix);
  EXPECT_EQ(find(pasted, SamlSignatureUnchecked)->fix->field, "X.509 Certificate");
}

std::string with_key_info(const std::string& content) {
  std::string xml = signed_response();
  const std::size_t from = xml.find("<ds:KeyInfo>") + 12;
  return xml.replace(from, xml.find("</ds:KeyInfo>") - from, content);
}

std::string x509(const SigningKey& of) {
  const std::string& pem = of.certificate_pem();
  const std::size_t from = pem.find('\n');
  return "<ds:X509Data><ds:X509Certificate>" + pem.substr(from, pem.find("-----END") - from) +
         "</ds:X509Certificate></ds:X509Data>";
}

// java-saml takes the certificate of KeyInfo at its word.
TEST(Trust, AnotherCertificateInKeyInfoKeepsTheLegacyConnectionOut) {
  const std::string xml = with_key_info(x509(next_key()));
  for (const auto& [kind, severity] :
       {std::pair{model::ConnectionKind::Legacy, Severity::Critical},
        std::pair{model::ConnectionKind::OAuth2, Severity::Warning}}) {
    const auto audited = audit(xml, {.pasted = {current()}}, kind);
    ASSERT_TRUE(find(audited, SamlCertificateMismatch));
    EXPECT_EQ(find(audited, SamlCertificateMismatch)->severity, severity);
    EXPECT_EQ(compared(audited, "response signature").outcome, ComparedOutcome::Equal);
  }
}

TEST(Trust, KeyInfoWithoutACertificateIsNoFault) {
  const std::string value =
      "<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>AA==</ds:Modulus><ds:Exponent>AQAB</ds:Exponent>"
      "</ds:RSAKeyValue></ds:KeyValue>";
  EXPECT_TRUE(audit(with_key_info(value), {.pasted = {current()}}).findings.size() ==
              audit(signed_response(), {.pasted = {current()}}).findings.size());
  const auto alone = audit(with_key_info(value), {});
  ASSERT_TRUE(find(alone, SamlSignatureUnchecked));
  EXPECT_EQ(find(alone, SamlSignatureUnchecked)->severity, Severity::Note);
  EXPECT_FALSE(find(alone, SamlSignatureInvalid));
}

TEST(Trust, OneOfTwoSignaturesIsNotedWhereTheGuideAsksForBoth) {
  model::FieldLabels labels = model::kAnyProvider;
  labels.guide_signs = model::GuideSigns::Both;
  Expected expected;
  expected.labels = &labels;
  const auto note = note_one_signature(read(signed_assertion()), expected);
  ASSERT_TRUE(note);
  EXPECT_EQ(note->severity, Severity::Note);
  EXPECT_TRUE(base::contains(note->detail, "only the assertion is signed"));
  EXPECT_FALSE(note_one_signature(read(signed_both()), expected));
  labels.guide_signs = model::GuideSigns::Either;
  EXPECT_FALSE(note_one_signature(read(signed_response()), expected));
}

TEST(Trust, TheHintAgainstSha1IsTheProvidersOwn) {
  Expected expected;
  expected.now = FakeClock::kNoon;
  model::FieldLabels labels = model::kAnyProvider;
  labels.against_sha1 = "set signatureAlgorithm";
  expected.labels = &labels;
  const auto response = parse_response(
      sign_xml(kUnsigned, "_r1", key(), SignatureAlgorithm::RsaSha1), {.pasted = {current()}});
  const auto audited = audit_response(*response, "", expected);
  ASSERT_TRUE(find(audited, SamlWeakAlgorithm));
  EXPECT_EQ(find(audited, SamlWeakAlgorithm)->hint, "set signatureAlgorithm");
}

}  // namespace
}  // namespace flexverify::saml
