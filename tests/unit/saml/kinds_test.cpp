// The kinds of fault that service providers told us of, each in messages signed here: whom it keeps
// out, the legacy connection or the enhanced one.
#include <algorithm>
#include <optional>
#include <ostream>

#include "tests/unit/saml/messages.h"
#include "verifier/base/text.h"
#include "verifier/saml/audit.h"

namespace flexverify::saml {
namespace {

using enum model::Code;
using base::replace_all;
using model::Code;
using model::ConnectionKind;
using model::Severity;

const std::string kGoodData =
    R"(<saml:SubjectConfirmationData InResponseTo="_q1" Recipient="https://acs.example/" )"
    R"(NotOnOrAfter="2026-11-25T12:05:00Z"/>)";
const std::string kGoodConfirmation =
    R"(<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">)" + kGoodData +
    "</saml:SubjectConfirmation>";
const std::string kAudience = "<saml:Audience>urn:flex:JQ1</saml:Audience>";
const std::string kRestriction =
    "<saml:AudienceRestriction>" + kAudience + "</saml:AudienceRestriction>";

// With claims, so that nothing else is to be said of it.
std::string good() {
  const auto claim = [](const std::string& name) {
    return "<saml:Attribute Name=\"" + name +
           "\"><saml:AttributeValue>x</saml:AttributeValue></saml:Attribute>";
  };
  return replace_all(kUnsigned, "<saml:AttributeStatement>",
                     "<saml:AttributeStatement>" + claim("email") + claim("full_name"));
}

struct Kind {
  std::string name;
  std::string from, to;  // in the message, before it is signed
  Code code;
  std::optional<Severity> legacy, enhanced;  // nullopt: nothing is said
  std::string words = {};
};

std::ostream& operator<<(std::ostream& out, const Kind& kind) { return out << kind.name; }

Audit audit(const std::string& xml, ConnectionKind kind) {
  Expected expected;
  expected.entity_id = "urn:flex:JQ1";
  expected.acs_url = "https://acs.example/";
  expected.idp_issuer = "https://idp.example/";
  expected.request_id = "_q1";
  expected.now = FakeClock::kNoon;
  expected.kind = kind;
  return audit_response(read(sign_xml(xml, "_r1", key())), expected.acs_url, expected);
}

std::optional<Severity> severity(const Audit& audited, Code code, std::string_view words) {
  std::optional<Severity> worst;
  for (const model::Finding& finding : audited.findings)
    if (finding.code == code && base::contains(finding.detail, words) &&
        (!worst || finding.severity == Severity::Critical))
      worst = finding.severity;
  return worst;
}

class Kinds : public testing::TestWithParam<Kind> {};

TEST_P(Kinds, KeepsOutWhomItKeepsOut) {
  const Kind& kind = GetParam();
  ASSERT_TRUE(base::contains(good(), kind.from)) << kind.from;
  const std::string xml = replace_all(good(), kind.from, kind.to);
  EXPECT_EQ(severity(audit(xml, ConnectionKind::Legacy), kind.code, kind.words), kind.legacy);
  EXPECT_EQ(severity(audit(xml, ConnectionKind::OAuth2), kind.code, kind.words), kind.enhanced);
}

TEST(Kinds, TheGoodOneKeepsNobodyOut) {
  for (const auto kind : {ConnectionKind::Legacy, ConnectionKind::OAuth2})
    EXPECT_TRUE(audit(good(), kind).findings.empty());
}

constexpr auto kCritical = Severity::Critical, kWarning = Severity::Warning;

std::string other_confirmation(const std::string& method, const std::string& data) {
  return "<saml:SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:" + method + "\">" +
         data + "</saml:SubjectConfirmation>";
}
const std::string kForOthers = replace_all(kGoodData, "https://acs.", "https://other.");

const std::vector<Kind> kQuantifiers = {
    {"one_bearer_is_enough", kGoodConfirmation,
     kGoodConfirmation + other_confirmation("bearer", kForOthers), SamlRecipientMismatch,
     std::nullopt, std::nullopt},
    {"ours_is_not_the_first", kGoodConfirmation,
     other_confirmation("bearer", kForOthers) + kGoodConfirmation, SamlRecipientMismatch, kWarning,
     kWarning, "its first one"},
    {"all_for_others", kGoodConfirmation, other_confirmation("bearer", kForOthers),
     SamlRecipientMismatch, kCritical, kCritical},
    {"no_bearer", kGoodConfirmation, other_confirmation("sender-vouches", ""),
     SamlSubjectConfirmation, kCritical, kWarning, "sender-vouches"},
    {"no_confirmation", kGoodConfirmation, "", SamlSubjectConfirmation, kCritical, kWarning},
    {"no_end", " NotOnOrAfter=\"2026-11-25T12:05:00Z\"/>", "/>", SamlSubjectConfirmation, kCritical,
     kWarning, "no NotOnOrAfter"},
    {"no_recipient", "Recipient=\"https://acs.example/\" ", "", SamlRecipientMismatch, kCritical,
     kWarning},
    {"no_request_inside", "InResponseTo=\"_q1\" Recipient", "Recipient", SamlInResponseToMismatch,
     kCritical, kWarning},
    {"no_audience", kRestriction, "", SamlAudienceMismatch, kWarning, kCritical},
    {"an_empty_audience", kAudience, "<saml:Audience> </saml:Audience>", SamlAudienceMismatch,
     kWarning, kCritical},
    {"one_restriction_for_others", kRestriction,
     kRestriction + "<saml:AudienceRestriction><saml:Audience>urn:x</saml:Audience></"
                    "saml:AudienceRestriction>",
     SamlAudienceMismatch, kCritical, kCritical, "not each of them"},
    {"another_audience_first", kAudience, "<saml:Audience>urn:x</saml:Audience>" + kAudience,
     SamlAudienceOrder, kWarning, kWarning},
};
INSTANTIATE_TEST_SUITE_P(Quantifiers, Kinds, testing::ValuesIn(kQuantifiers),
                         [](const auto& p) { return p.param.name; });

const std::string kEnd = "NotOnOrAfter=\"2026-11-25T12:05:00Z\">";
const std::vector<Kind> kUnreadable = {
    {"no_time", kEnd, "NotOnOrAfter=\"25.11.2026\">", SamlTimeUnreadable, kCritical, kCritical},
    {"a_space_in_it", kEnd, "NotOnOrAfter=\"2026-11-25 12:05:00Z\">", SamlTimeUnreadable, kCritical,
     kCritical},
    {"a_small_z", kEnd, "NotOnOrAfter=\"2026-11-25T12:05:00z\">", SamlTimeUnreadable, kCritical,
     kCritical},
    {"no_zone", kEnd, "NotOnOrAfter=\"2026-11-25T12:05:00\">", SamlTimeUnreadable, kCritical,
     kWarning, "has no time zone"},
    {"an_empty_time", kEnd, "NotOnOrAfter=\"\">", SamlTimeUnreadable, kCritical, kWarning, "empty"},
    {"space_around_it", kEnd, "NotOnOrAfter=\" 2026-11-25T12:05:00Z\">", SamlTimeUnreadable,
     kCritical, kWarning, "white space"},
    {"an_offset", kEnd, "NotOnOrAfter=\"2026-11-25T14:05:00+02:00\">", SamlTimeUnreadable,
     std::nullopt, std::nullopt},
    {"a_session_that_is_over", "SessionNotOnOrAfter=\"2026-11-25T20",
     "SessionNotOnOrAfter=\"2026-11-25T10", SamlSessionTooShort, kCritical, kWarning},
};
INSTANTIATE_TEST_SUITE_P(Unreadable, Kinds, testing::ValuesIn(kUnreadable),
                         [](const auto& p) { return p.param.name; });

const std::string kStatement = "<saml:AuthnStatement ";
const std::vector<Kind> kStructure = {
    {"version", "ID=\"_a1\" Version=\"2.0\"", "ID=\"_a1\" Version=\"1.1\"", SamlResponseMalformed,
     kCritical, kCritical},
    {"version_of_the_response", "ID=\"_r1\" Version=\"2.0\"", "ID=\"_r1\" Version=\"2.1\"",
     SamlResponseMalformed, kCritical, kWarning},
    {"an_id_that_is_none", "_a1", "1a", SamlResponseMalformed, kCritical, kWarning, "begin with"},
    {"no_context", "<saml:AuthnContext>", "<saml:SubjectLocality/><saml:AuthnContext>",
     SamlResponseMalformed, std::nullopt, std::nullopt},
    {"an_element_that_nobody_knows", "<saml:Subject>", "<x/><saml:Subject>", SamlResponseMalformed,
     kCritical, kWarning, "has no place there"},
    {"text_between", "<saml:Subject>", "<saml:Subject>hello", SamlResponseMalformed, kCritical,
     kWarning, "text beside"},
    {"an_attribute_that_nobody_knows", "ID=\"_a1\"", "ID=\"_a1\" Else=\"x\"", SamlResponseMalformed,
     kCritical, kWarning, "attribute Else"},
    {"an_assertion_in_advice", kStatement,
     "<saml:Advice><saml:Assertion/></saml:Advice>" + kStatement, SamlMultipleAssertions, kCritical,
     kCritical, "Advice"},
    {"a_namesake", kStatement,
     "<saml:Advice><x:Assertion xmlns:x=\"urn:x\"/></saml:Advice>" + kStatement,
     SamlMultipleAssertions, kWarning, kCritical},
    {"a_response_inside", kStatement,
     "<saml:Advice><x:Response xmlns:x=\"urn:x\"/></saml:Advice>" + kStatement,
     SamlResponseMalformed, kWarning, kCritical},
    {"an_encrypted_attribute", "<saml:Attribute Name=\"roles\">",
     "<saml:EncryptedAttribute/><saml:Attribute Name=\"roles\">", SamlEncrypted, kCritical,
     kWarning},
    {"an_attribute_twice", "<saml:Attribute Name=\"email\">",
     "<saml:Attribute Name=\"email\"/><saml:Attribute Name=\"email\">", ClaimMisnamed, kCritical,
     kWarning, "twice"},
    {"an_empty_destination", "Destination=\"https://acs.example/\"", "Destination=\"\"",
     SamlDestinationMismatch, kCritical, kWarning, "empty"},
    {"two_statements_of_attributes", "<saml:Attribute Name=\"roles\">",
     "</saml:AttributeStatement><saml:AttributeStatement><saml:Attribute Name=\"roles\">",
     ClaimMissing, std::nullopt, std::nullopt},
    {"carriage_returns", "<saml:Subject>", "<saml:Subject>&#13;\n", SamlResponseMalformed, kWarning,
     kWarning, "&#13;"},
};
INSTANTIATE_TEST_SUITE_P(Structure, Kinds, testing::ValuesIn(kStructure),
                         [](const auto& p) { return p.param.name; });

const std::string kNameId =
    "<saml:NameID Format=\"urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress\"";
const std::string kPersistent =
    "<saml:NameID Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:persistent\"";
const std::vector<Kind> kPersons = {
    {"qualified_for_others", kNameId, kPersistent + " SPNameQualifier=\"urn:x\"",
     SamlNameIdQualifier, kCritical, kCritical},
    {"qualified_for_us", kNameId, kPersistent + " SPNameQualifier=\"urn:flex:JQ1\"",
     SamlNameIdQualifier, std::nullopt, std::nullopt},
    {"an_address_qualified_for_others", kNameId, kNameId + " SPNameQualifier=\"urn:x\"",
     SamlNameIdQualifier, kCritical, kWarning},
    {"qualified_by_others", kNameId, kPersistent + " NameQualifier=\"urn:x\"", SamlNameIdQualifier,
     kWarning, kCritical},
    {"space_behind_the_audience", "urn:flex:JQ1<", "urn:flex:JQ1 <", SamlAudienceMismatch, kWarning,
     kCritical, "a space, U+0020, at its end"},
    {"a_typed_attribute", "<saml:Attribute Name=\"email\">",
     "<saml:Attribute Name=\"level.long\"><saml:AttributeValue>high</saml:AttributeValue>"
     "</saml:Attribute><saml:Attribute Name=\"email\">",
     ClaimMisnamed, kCritical, kCritical, "is a long"},
    {"a_good_typed_attribute", "<saml:Attribute Name=\"email\">",
     "<saml:Attribute Name=\"level.long\"><saml:AttributeValue>7</saml:AttributeValue>"
     "</saml:Attribute><saml:Attribute Name=\"email\">",
     ClaimMisnamed, std::nullopt, std::nullopt},
    {"a_team", "<saml:Attribute Name=\"email\">",
     "<saml:Attribute Name=\"teamMember\"/><saml:Attribute Name=\"email\">", ClaimMisnamed,
     Severity::Note, Severity::Note, "team_member"},
};
INSTANTIATE_TEST_SUITE_P(Persons, Kinds, testing::ValuesIn(kPersons),
                         [](const auto& p) { return p.param.name; });

}  // namespace
}  // namespace flexverify::saml
