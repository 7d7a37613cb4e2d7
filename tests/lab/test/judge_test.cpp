// The lab's service providers: every rule is written down, and each refuses its own fault only.
#include <gtest/gtest.h>

#include <functional>

#include "tests/lab/service_provider/judge.h"
#include "tests/support/saml_signer.h"
#include "verifier/base/encoding.h"
#include "verifier/base/files.h"
#include "verifier/base/text.h"

namespace flexverify::lab::sp {
namespace {

using base::replace_all;

constexpr std::string_view kWritten = "tests/lab/service_provider/README.md";

TEST(Judge, EveryRuleIsWrittenDownWithItsEvidence) {
  const auto text = base::read_file(std::string(kWritten), 64 * 1024);
  ASSERT_TRUE(text);
  std::string missing;
  for (const auto& rules : {enhanced_rules(), legacy_rules()})
    for (const Written& rule : rules) {
      const std::string row =
          "| " + std::string(rule.name) + " | " + std::string(rule.evidence) + " |";
      if (!base::contains(*text, row)) missing += row + "\n";
    }
  EXPECT_EQ(missing, "");
}

const base::WallTime kNow = base::parse_rfc3339("2026-11-26T12:00:00Z").value();
constexpr std::string_view kEntity = "urn:flex:JQ00000000000000000000000000000001";
constexpr std::string_view kAcs = "https://login.test/login/callback?connection=JQ1";
constexpr std::string_view kMessage =
    R"(<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" )"
    R"(xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_r" Version="2.0" )"
    R"(IssueInstant="2026-11-26T12:00:00Z" Destination="ACS" InResponseTo="_q">)"
    R"(<saml:Issuer>https://idp.test/</saml:Issuer><samlp:Status><samlp:StatusCode )"
    R"(Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>)"
    R"(<saml:Assertion ID="_a" Version="2.0" IssueInstant="2026-11-26T12:00:00Z">)"
    R"(<saml:Issuer>https://idp.test/</saml:Issuer><saml:Subject><saml:NameID>me</saml:NameID>)"
    R"(<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">)"
    R"(<saml:SubjectConfirmationData InResponseTo="_q" NotOnOrAfter="2026-11-26T12:05:00Z" )"
    R"(Recipient="ACS"/></saml:SubjectConfirmation></saml:Subject>)"
    R"(<saml:Conditions NotBefore="2026-11-26T11:59:00Z" NotOnOrAfter="2026-11-26T12:05:00Z">)"
    R"(<saml:AudienceRestriction><saml:Audience>ENTITY</saml:Audience></saml:AudienceRestriction>)"
    R"(</saml:Conditions><saml:AuthnStatement AuthnInstant="2026-11-26T12:00:00Z" )"
    R"(SessionNotOnOrAfter="2026-11-26T20:00:00Z"/><saml:AttributeStatement>)"
    R"(<saml:Attribute Name="roles"><saml:AttributeValue>agent</saml:AttributeValue>)"
    R"(</saml:Attribute></saml:AttributeStatement></saml:Assertion></samlp:Response>)";

const test::SigningKey& key() {
  static const auto made =
      test::SigningKey::generate("Key", kNow - std::chrono::hours(1), kNow + std::chrono::hours(1));
  return made;
}

Expected expected() {
  return {.entity_id = std::string(kEntity),
          .acs_url = std::string(kAcs),
          .request_id = "_q",
          .idp_issuer = "https://idp.test/",
          .certificate_pem = key().certificate_pem(),
          .now = kNow};
}

// The message with one change, signed after it.
std::string changed(std::string_view from, std::string_view to, std::string_view signed_id = "_r") {
  std::string xml = replace_all(std::string(kMessage), from, to);
  xml = replace_all(replace_all(xml, "ACS", kAcs), "ENTITY", kEntity);
  return base::base64_encode(test::sign_xml(xml, signed_id, key()));
}

std::string said(const Judgement& judgement) {
  const auto* refused = std::get_if<Refused>(&judgement);
  return refused == nullptr ? "" : refused->why;
}

TEST(Judge, BothTakeAMessageThatIsRight) {
  for (const char* id : {"_r", "_a"}) {
    const auto enhanced = judge_enhanced(changed("", "", id), expected());
    EXPECT_EQ(said(enhanced), "");
    EXPECT_EQ(std::get<Accepted>(enhanced).name_id, "me");
    EXPECT_EQ(said(judge_legacy(changed("", "", id), expected())), "");
  }
}

struct Fault {
  std::string_view from, to;
  std::string_view enhanced, legacy;  // "": taken
};

TEST(Judge, EachRefusesWhatItsLibraryRefuses) {
  const Fault faults[] = {
      {"<saml:Issuer>https://idp.test/</saml:Issuer><saml:Subject>",
       "<saml:Issuer>https://idp.test</saml:Issuer><saml:Subject>", "", "Invalid issuer"},
      {"NotBefore=\"2026-11-26T11:59:00Z\"", "NotBefore=\"2026-11-26T13:00:00Z\"", "",
       "not yet valid"},
      {"Z\" NotOnOrAfter=\"2026-11-26T12:05:00Z\">", "Z\" NotOnOrAfter=\"2026-11-26T11:56:00Z\">",
       "has expired", "expired"},
      {"Z\" NotOnOrAfter=\"2026-11-26T12:05:00Z\">", "Z\" NotOnOrAfter=\"2026-11-26T11:58:00Z\">",
       "", ""},
      {"Z\" NotOnOrAfter=\"2026-11-26T12:05:00Z\">", "Z\" NotOnOrAfter=\"tomorrow\">", "",
       "Invalid format"},
      {"ENTITY", "ENTITY0", "Audience is invalid", "not a valid audience"},
      {"ENTITY", "ENTITY ", "Audience is invalid", ""},
      {"<saml:Audience>", "<saml:Audience>other</saml:Audience><saml:Audience>",
       "Audience is invalid", ""},
      {"Destination=\"ACS\"", "Destination=\"ACS0\"", "Destination endpoint", "was received at"},
      {"Destination=\"ACS\"", "", "", ""},
      {"Recipient=\"ACS\"", "Recipient=\"ACS0\"", "Recipient is invalid", "valid Recipient"},
      {"Recipient=\"ACS\"", "", "", "contain a Recipient"},
      {"InResponseTo=\"_q\">", "InResponseTo=\"_p\">", "InResponseTo", "InResponseTo"},
      {"cm:bearer", "cm:holder-of-key", "", "A valid SubjectConfirmation was not found"},
      {"status:Success", "status:Responder", "Responder", "was not Success"},
      {"<saml:NameID>me</saml:NameID>", "", "names no user", "No name id"},
      {"SessionNotOnOrAfter=\"2026-11-26T20", "SessionNotOnOrAfter=\"2026-11-26T10", "",
       "attributes have expired"},
      {"<saml:Attribute Name=\"roles\">",
       "<saml:Attribute Name=\"roles\"/><saml:Attribute Name=\"roles\">", "", "duplicated Name"},
      {"ID=\"_a\" Version=\"2.0\"", "ID=\"_a\" Version=\"1.1\"", "version not supported",
       "saml-schema"},
      {"</saml:Conditions>", "</saml:Conditions><saml:Advice><saml:Assertion/></saml:Advice>",
       "only one Assertion", "must contain 1 Assertion"}};
  for (const Fault& fault : faults) {
    const std::string message = changed(fault.from, fault.to);
    for (const auto& [found, wanted] :
         {std::pair(said(judge_enhanced(message, expected())), fault.enhanced),
          std::pair(said(judge_legacy(message, expected())), fault.legacy)})
      EXPECT_TRUE(wanted.empty() ? found.empty() : base::contains(found, wanted))
          << fault.to << "\nfound: " << found << "\nwanted: " << wanted;
  }
}

TEST(Judge, ASignatureMustHoldWithTheConfiguredCertificate) {
  const auto other = test::SigningKey::generate("Other", kNow - std::chrono::hours(1),
                                                kNow + std::chrono::hours(1));
  Expected wrong = expected();
  wrong.certificate_pem = other.certificate_pem();
  EXPECT_TRUE(base::contains(said(judge_enhanced(changed("", ""), wrong)), "Invalid thumbprint"));
  EXPECT_TRUE(base::contains(said(judge_legacy(changed("", ""), wrong)), "validation failed"));
  std::string xml = base::base64_decode(changed("", "")).value();
  xml = base::base64_encode(replace_all(xml, ">agent<", ">admin<"));
  EXPECT_TRUE(base::contains(said(judge_enhanced(xml, expected())), "Signature check errors"));
  EXPECT_TRUE(base::contains(said(judge_legacy(xml, expected())), "validation failed"));
}

TEST(Judge, AlgorithmsAreThoseOfTheLibraries) {
  const auto signed_by = [](test::SignatureAlgorithm algorithm, test::KeyKind kind) {
    const auto made = test::SigningKey::generate("Key", kNow - std::chrono::hours(1),
                                                 kNow + std::chrono::hours(1), kind);
    std::string xml =
        replace_all(replace_all(std::string(kMessage), "ACS", kAcs), "ENTITY", kEntity);
    Expected wanted = expected();
    wanted.certificate_pem = made.certificate_pem();
    const std::string message = base::base64_encode(test::sign_xml(xml, "_r", made, algorithm));
    return std::pair(said(judge_enhanced(message, wanted)), said(judge_legacy(message, wanted)));
  };
  const auto sha1 = signed_by(test::SignatureAlgorithm::RsaSha1, test::KeyKind::Rsa);
  EXPECT_EQ(sha1.first + sha1.second, "");
  const auto curve = signed_by(test::SignatureAlgorithm::EcdsaSha256, test::KeyKind::EllipticCurve);
  EXPECT_TRUE(base::contains(curve.first, "not supported")) << curve.first;
  EXPECT_FALSE(curve.second.empty());
}

}  // namespace
}  // namespace flexverify::lab::sp
