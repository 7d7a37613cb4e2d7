// Messages that went wrong once, each with the verdict that service providers which others wrote
// gave it. The files are read where they are, when they are there.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "verifier/base/utf16.h"
#include "verifier/model/verdict.h"
#include "verifier/saml/examine.h"

namespace flexverify::saml {
namespace {

using enum model::Code;
using model::Code;
using model::Severity;
using model::Verdict;

const std::string kFolder = "../shared/cases/";
const std::string kProfile = "JQ00112233445566778899aabbccddeeff";
const std::string kLegacy =
    "https://iam.twilio.com/v1/Accounts/AC00112233445566778899aabbccddeeff/saml2";

std::string text_of_file(const std::string& name) {
  std::ifstream file(kFolder + name, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  EXPECT_FALSE(text.str().empty()) << name;
  return text.str();
}

enum class Trust { Certificate, Metadata, Both, None };

struct Row {
  std::string file;
  Verdict verdict;
  std::vector<Code> codes = {};  // each must be among the findings
  Trust trust = Trust::Certificate;
  std::string metadata = "";
  bool legacy = false;
  std::string words = "";  // of the first of these findings
};

ExamineOptions options_of(const Row& row) {
  const bool second = row.file.starts_with("saml2/");
  ExamineOptions options{
      .entity_id = row.legacy ? kLegacy + "/metadata" : "urn:flex:" + kProfile,
      .acs_url = row.legacy
                     ? kLegacy
                     : "https://login.flex.us1.twilio.com/login/callback?connection=" + kProfile,
      .issuer = second ? "https://idp.example/saml" : "https://idp.harbor.example/saml",
      .request_id = second ? "_r" : "_req7f3a",
      .role = "agent",
      .labels = &model::kAnyProvider,
      .pasted = {},
      .metadata = {},
      .at = base::parse_rfc3339(second ? "2026-11-27T12:00:00Z" : "2026-11-26T12:00:00Z"),
      .now = *base::parse_rfc3339("2026-11-26T12:00:00Z")};
  if (row.trust == Trust::Certificate || row.trust == Trust::Both)
    options.pasted = {text_of_file(!second ? "keys/main.pem"
                                   : row.file.find("ecdsa") != std::string::npos
                                       ? "saml2/ec.pem"
                                       : "saml2/rsa.pem")};
  if (row.trust == Trust::Metadata || row.trust == Trust::Both) {
    options.metadata = parse_metadata(text_of_file(row.metadata)).value();
    if (row.trust == Trust::Metadata) options.issuer = "";
  }
  return options;
}

const model::Finding* find(const std::vector<model::Finding>& findings, Code code) {
  const auto found = std::ranges::find(findings, code, &model::Finding::code);
  return found == findings.end() ? nullptr : &*found;
}

void expect_row(const Row& row) {
  const auto examination = examine(unwrap(text_of_file(row.file)), options_of(row));
  EXPECT_EQ(examination.verdict, row.verdict) << row.file << model::name_of(examination.verdict);
  ASSERT_FALSE(examination.messages.empty()) << row.file;
  const auto& findings = examination.messages.front().findings;
  for (const Code code : row.codes) {
    const auto* finding = find(findings, code);
    ASSERT_NE(finding, nullptr) << row.file << " " << model::info(code).id;
    EXPECT_NE(finding->detail.find(row.words), std::string::npos) << finding->detail;
  }
}

std::vector<Row> messages() {
  using enum Trust;
  const auto ok = Verdict::Ok, bad = Verdict::Critical, warn = Verdict::Warning;
  return {
      {"saml/base.xml", ok},
      {"saml/01-inclusive-c14n.xml", ok},
      {"saml/02-two-confirmations.xml", ok},
      {"saml/03b-two-audiences.xml", warn, {SamlAudienceOrder}},
      {"saml/04-time-nozone-expired.xml", bad, {SamlExpired}},
      {"saml/04b-time-unreadable.xml", bad, {SamlTimeUnreadable}},
      {"saml/05-no-confirmation-data.xml", warn, {SamlSubjectConfirmation}},
      {"saml/05b-no-confirmation.xml", warn, {SamlSubjectConfirmation}},
      {"saml/05c-hok-only.xml", warn, {SamlSubjectConfirmation}},
      {"saml/07-no-keyinfo.xml", ok},
      {"saml/07-no-keyinfo.xml", ok, {SamlSignatureUnchecked}, None},
      {"saml/12-response-only.xml", ok},
      {"saml/12b-assertion-only.xml", ok},
      {"saml/13-audience-trailing-space.xml",
       bad,
       {SamlAudienceMismatch},
       Certificate,
       "",
       false,
       "U+0020, at its end"},
      {"saml/13d-nbsp-audience.xml", bad, {SamlAudienceMismatch}, Certificate, "", false, "U+00A0"},
      {"saml/13e-acs-trailing-space.xml",
       bad,
       {SamlDestinationMismatch},
       Certificate,
       "",
       false,
       "U+0020, at its end"},
      {"saml/20-payload-decoded.txt", ok},
      {"saml/20d-spaces-for-plus.txt", ok},
      {"saml/20e-relaystate-first.txt", ok},
      {"saml/21c-decl-windows1252.xml", ok},
      {"saml/21e-crlf-b64.txt", ok},
      {"saml/50-signed-by-next.xml", bad, {SamlCertificateMismatch}},
      {"saml/50-signed-by-next.xml",
       bad,
       {SamlCertificateMismatch},
       Both,
       "metadata/51-md-main-and-next.xml"},
      {"saml/62e-roles-nbsp.xml", bad, {RoleInvalid}, Certificate, "", false, "U+00A0"},
      {"saml/64-urn-attr.xml", bad, {ClaimMisnamed}},
      {"saml/64b-friendly-only.xml",
       bad,
       {ClaimMisnamed},
       Certificate,
       "",
       false,
       "\"urn:custom:1\" with the FriendlyName \"email\""},
      {"saml/67-persistent-qualifiers.xml", bad, {SamlNameIdQualifier}},
      {"saml/72-session-past.xml", warn, {SamlSessionTooShort}},
      {"saml/79-prefixlist.xml", ok},
      {"saml/90e-har-only-page.har", ok},
      {"saml/91-saml-tracer-export.json", ok},
      {"saml/base.xml", ok, {}, Metadata, "metadata/30b-md-other-idp-first.xml"},
      {"saml/base.xml", warn, {SamlMetadataExpired}, Metadata, "metadata/31-md-expired.xml"},
      {"saml/base.xml", warn, {SamlMetadataExpired}, Metadata, "metadata/31b-md-role-expired.xml"},
      {"saml/base.xml", ok, {}, Metadata, "metadata/32-md-two-certs-old-first.xml"},
      {"saml/base.xml", ok, {}, Metadata, "metadata/33-md-utf16.xml"},
      {"saml/base.xml", ok, {}, Metadata, "metadata/36-md-pem-in-cert.xml"},
      {"saml2/base.xml", ok},
      {"saml2/advice-assertion.xml", bad, {SamlMultipleAssertions}},
      {"saml2/signature-in-status.xml", bad, {SamlResponseMalformed}, Certificate, "", true},
      {"saml2/ecdsa-sha256.xml", bad, {SamlSignatureInvalid}},
      {"saml2/rsa-sha384.xml", bad, {SamlSignatureInvalid}},
      {"saml2/digest-sha384.xml", bad, {SamlSignatureInvalid}},
      {"saml2/assertion-version-1.1.xml", bad, {SamlResponseMalformed}},
      {"saml2/no-authnstatement.xml", bad, {SamlResponseMalformed}, Certificate, "", true},
      {"saml2/no-audience-restriction.xml", bad, {SamlAudienceMismatch}},
      {"saml2/base.xml",
       Verdict::Unknown,
       {SamlSignatureUnchecked},
       Metadata,
       "saml2/md-unreadable-cert.xml"},
      {"saml2/md-unreadable-cert.xml", Verdict::Unknown, {SamlSignatureUnchecked}},
      {"saml2/encrypted-attribute.xml",
       bad,
       {SamlEncrypted},
       Certificate,
       "",
       true,
       "an attribute is encrypted"},
      {"saml2/comment-unused-attribute.xml", warn, {SamlUnsafeXml}},
      {"saml2/bom-base64.b64", ok},
  };
}

TEST(Cases, EachHasTheRightVerdict) {
  if (!std::filesystem::exists(kFolder)) GTEST_SKIP() << "skipped: no cases";
  std::size_t ran = 0;
  for (const Row& row : messages()) {
    expect_row(row);
    ++ran;
  }
  std::printf("cases: ran %zu\n", ran);
}

// SHA-384 is what the legacy connection takes.
TEST(Cases, OtherwiseForTheLegacyConnection) {
  if (!std::filesystem::exists(kFolder)) GTEST_SKIP() << "skipped: no cases";
  for (const char* file : {"saml2/rsa-sha384.xml", "saml2/digest-sha384.xml"}) {
    const auto examination =
        examine(unwrap(text_of_file(file)),
                options_of({.file = file, .verdict = Verdict::Critical, .legacy = true}));
    const auto* finding = find(examination.messages.front().findings, SamlSignatureInvalid);
    ASSERT_NE(finding, nullptr) << file;
    EXPECT_EQ(finding->severity, Severity::Warning) << file;
  }
}

TEST(Cases, AFileInUtf16IsRead) {
  if (!std::filesystem::exists(kFolder)) GTEST_SKIP() << "skipped: no cases";
  EXPECT_TRUE(certificate_der(base::utf8_of_file(text_of_file("metadata/47-utf16.pem"))));
}

}  // namespace
}  // namespace flexverify::saml
