// The request's values, the values of the two kinds of connection, and the texts of fixes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "verifier/base/text.h"
#include "verifier/saml/audit.h"

namespace flexverify::saml {
namespace {

using model::Code;
using model::Finding;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string kEntity = "urn:flex:JQ0123456789abcdef0123456789abcdef";
const std::string kAcs =
    "https://login.flex.example/login/callback?connection=JQ0123456789abcdef0123456789abcdef";
const std::string kLegacy = "https://iam.example/v1/Accounts/AC0123456789abcdef/saml2";
const std::string kLegacyEntity = kLegacy + "/metadata";
constexpr auto kOldLegacy = "https://preview.example/iam/Accounts/AC0123456789abcdef/saml2";

Expected expected() {
  Expected values;
  values.entity_id = kEntity;
  values.acs_url = kAcs;
  return values;
}

std::vector<Code> codes(const std::vector<Finding>& findings) {
  std::vector<Code> out;
  for (const Finding& finding : findings) out.push_back(finding.code);
  return out;
}

AuthnRequest request(const std::string& issuer, const std::string& acs) {
  AuthnRequest value;
  value.issuer = issuer;
  value.acs_url = acs;
  return value;
}

TEST(AuditRequest, Values) {
  const struct {
    std::string issuer, acs;
    std::vector<Code> codes;
  } cases[] = {
      {kEntity, kAcs, {}},
      {kEntity, "", {}},
      {"urn:flex:JQ9", kAcs, {Code::EntityIdMismatch}},
      {"", kAcs, {Code::EntityIdMismatch}},
      {kEntity, kAcs + "0", {Code::AcsUrlMismatch}},
      {"urn:x", "https://x.example/", {Code::EntityIdMismatch, Code::AcsUrlMismatch}},
      {kLegacyEntity,
       kLegacy,
       {Code::ConnectionKindMismatch, Code::EntityIdMismatch, Code::AcsUrlMismatch}},
      {kEntity, kOldLegacy, {Code::ConnectionKindMismatch, Code::AcsUrlMismatch}},
  };
  for (const auto& c : cases) {
    const auto findings = audit_request(request(c.issuer, c.acs), expected()).findings;
    EXPECT_EQ(codes(findings), c.codes) << c.issuer << " " << c.acs;
    for (const Finding& finding : findings) {
      ASSERT_TRUE(finding.fix);
      EXPECT_EQ(finding.fix->party, "Flex Console");
      EXPECT_EQ(finding.fix->page, "Single sign-on (SSO)");
    }
  }
}

TEST(AuditRequest, UnknownValuesAreNotCompared) {
  EXPECT_THAT(audit_request(request("urn:x", "https://x.example/"), Expected{}).findings,
              IsEmpty());
}

TEST(AuditRequest, LegacyExpectedEnhancedFound) {
  Expected values;
  values.entity_id = kLegacyEntity;
  const auto findings = audit_request(request(kEntity, kAcs), values).findings;
  ASSERT_THAT(codes(findings), ElementsAre(Code::ConnectionKindMismatch, Code::EntityIdMismatch));
  EXPECT_THAT(findings[0].detail, HasSubstr("through the enhanced connection"));
  EXPECT_EQ(findings[1].follows_from, Code::ConnectionKindMismatch);
}

TEST(ConnectionValues, EntityIds) {
  EXPECT_EQ(enhanced_entity_id("JQ1"), "urn:flex:JQ1");
  EXPECT_TRUE(is_enhanced_entity_id(kEntity));
  for (const char* other : {"", "urn:flex:", "urn:flex:JQ", "urn:flex:AC1", "urn:flex:JQ1/2",
                            "URN:FLEX:JQ1", "xurn:flex:JQ1"})
    EXPECT_FALSE(is_enhanced_entity_id(other)) << other;
}

TEST(ConnectionValues, Legacy) {
  for (const std::string& value :
       {kLegacy, kLegacyEntity, std::string(kOldLegacy),
        std::string("http://iam.localhost:8080/v1/Accounts/AC1/saml2/metadata")})
    EXPECT_TRUE(is_legacy_value(value)) << value;
  for (const std::string& value :
       {kEntity, kAcs, std::string(), std::string("https://iam.example/v1/Accounts/AC1"),
        std::string("https://iam.example/v1/Accounts/AC1/saml2/other"),
        std::string("https://iam.example/v1/Accounts/saml2"),
        std::string("https://iam.example/Accounts/AC1/saml2"),
        std::string("/v1/Accounts/AC1/saml2")})
    EXPECT_FALSE(is_legacy_value(value)) << value;
}

TEST(DescribeFailure, EveryFault) {
  const struct {
    ResponseFault fault;
    Code code;
    const char* words;
  } cases[] = {
      {ResponseFault::NotBase64, Code::SamlResponseMalformed, "base64"},
      {ResponseFault::UnsafeXml, Code::SamlUnsafeXml, "never safe to read"},
      {ResponseFault::NotXml, Code::SamlResponseMalformed, "well-formed"},
      {ResponseFault::NotAResponse, Code::SamlResponseMalformed, "the SAMLResponse holds"},
      {ResponseFault::TooLarge, Code::SamlResponseMalformed, "larger"},
  };
  for (const auto& c : cases) {
    const Finding finding = describe({c.fault, "line 3"});
    EXPECT_EQ(finding.code, c.code);
    EXPECT_THAT(finding.detail, AllOf(HasSubstr(c.words), HasSubstr("line 3")));
  }
}

}  // namespace
}  // namespace flexverify::saml
