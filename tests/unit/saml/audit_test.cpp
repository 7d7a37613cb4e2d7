#include "verifier/saml/audit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <functional>

namespace flexverify::saml {
namespace {

using model::Code;
using model::Finding;
using std::chrono_literals::operator""h;
using std::chrono_literals::operator""min;
using std::chrono_literals::operator""s;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr auto kSuccess = "urn:oasis:names:tc:SAML:2.0:status:Success";
constexpr auto kProfile = "JQ0123456789abcdef0123456789abcdef";
const std::string kEntity = "urn:flex:" + std::string(kProfile);
const std::string kAcs =
    "https://login.flex.example/login/callback?connection=" + std::string(kProfile);
const std::string kLegacy = "https://iam.example/v1/Accounts/AC0123456789abcdef/saml2";
const std::string kLegacyEntity = kLegacy + "/metadata";

base::WallTime now() { return base::parse_rfc3339("2026-11-25T12:00:00Z").value(); }

Expected expected() {
  Expected values;
  values.entity_id = kEntity;
  values.acs_url = kAcs;
  values.idp_issuer = "https://idp.example";
  values.request_id = "_r1";
  values.role = "agent";
  values.now = now();
  return values;
}

const std::string kHash(64, 'a');

SignatureReport valid_signature() {
  SignatureReport report;
  report.state = SignatureState::Valid;
  report.algorithm = "rsa-sha256";
  report.digest = "sha256";
  report.key = KeySource::Pasted;
  report.certificate = model::Certificate{};
  report.certificate->subject = "CN=idp.example";
  report.certificate->sha256 = kHash;
  report.certificate->not_after = now() + 24h * 365;
  return report;
}

Response good() {
  Assertion assertion;
  assertion.issuer = "https://idp.example";
  assertion.name_id = {"secret.person@users.example",
                       "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"};
  assertion.confirmations = {
      {"urn:oasis:names:tc:SAML:2.0:cm:bearer", kAcs, "_r1", std::nullopt, now() + 5min}};
  assertion.not_before = now() - 1min;
  assertion.not_on_or_after = now() + 5min;
  assertion.audience_restrictions = {{kEntity}};
  assertion.session_not_on_or_after = now() + 8h;
  assertion.attributes = {{"email", "", {"secret.person@users.example"}},
                          {"full_name", "", {"Secret Person"}},
                          {"roles", "", {"agent, wfo.full_access"}}};
  Response response;
  response.issuer = "https://idp.example";
  response.destination = kAcs;
  response.in_response_to = "_r1";
  response.issue_instant = now();
  response.status = kSuccess;
  response.assertion_count = 1;
  response.assertion = assertion;
  response.response_signature = valid_signature();
  response.assertion_signature = valid_signature();
  response.pasted.sha256 = {kHash};
  return response;
}

std::vector<Code> codes(const std::vector<Finding>& findings) {
  std::vector<Code> out;
  for (const Finding& finding : findings) out.push_back(finding.code);
  return out;
}

std::vector<Finding> audit(const Response& response) {
  return audit_response(response, kAcs, expected()).findings;
}

TEST(AuditResponse, GoodOneHasNoFindings) { EXPECT_THAT(codes(audit(good())), IsEmpty()); }

TEST(AuditResponse, NothingIsComparedWithUnknownValues) {
  Expected unknown;
  unknown.now = now();
  const auto audited = audit_response(good(), "https://anywhere.example/", unknown);
  EXPECT_THAT(codes(audited.findings), IsEmpty());
  for (const model::Compared& one : audited.compared)
    EXPECT_EQ(one.outcome == model::ComparedOutcome::NotCompared,
              one.with == model::ComparedWith::Nothing)
        << one.value;
}

struct Case {
  std::string name;
  std::function<void(Response&)> spoil;
  std::vector<Code> codes;
  std::string words;                             // of the first finding's detail
  std::optional<model::Severity> severity = {};  // absent: the table's
};

std::ostream& operator<<(std::ostream& out, const Case& c) { return out << c.name; }

class AuditCases : public testing::TestWithParam<Case> {};

TEST_P(AuditCases, Finds) {
  Response response = good();
  GetParam().spoil(response);
  const auto findings = audit(response);
  ASSERT_EQ(codes(findings), GetParam().codes);
  EXPECT_THAT(findings.front().detail, HasSubstr(GetParam().words));
  for (const Finding& finding : findings) {
    EXPECT_TRUE(finding.fix.has_value()) << finding.detail;
    EXPECT_FALSE(finding.expected.empty()) << finding.detail;
    EXPECT_EQ(finding.severity, GetParam().severity.value_or(model::info(finding.code).severity))
        << finding.detail;
    for (const std::string& text : {finding.detail, finding.found, finding.expected})
      EXPECT_THAT(text, AllOf(Not(HasSubstr("secret.person")), Not(HasSubstr("Secret Person"))));
  }
}

const std::vector<Case> kWhole = {
    {"refused",
     [](Response& r) {
       r.status = "urn:oasis:names:tc:SAML:2.0:status:Responder";
       r.second_status = "urn:oasis:names:tc:SAML:2.0:status:AuthnFailed";
       r.status_message = "not\nyou";
       r.assertion.reset();
       r.assertion_count = 0;
       r.response_signature = r.assertion_signature = {};
     },
     {Code::SamlStatusNotSuccess},
     "Responder / AuthnFailed"},
    {"no_status", [](Response& r) { r.status = ""; }, {Code::SamlStatusNotSuccess}, "no status"},
    {"no_assertion",
     [](Response& r) {
       r.assertion.reset();
       r.assertion_count = 0;
     },
     {Code::SamlResponseMalformed},
     "holds no assertion"},
    {"misplaced",
     [](Response& r) { r.assertion.reset(); },
     {Code::SamlResponseMalformed},
     "does not stand directly"},
    {"encrypted",
     [](Response& r) {
       r.assertion.reset();
       r.assertion_count = 0;
       r.encrypted_count = 1;
       r.response_signature = r.assertion_signature = {};
     },
     {Code::SamlEncrypted},
     "encrypted"},
    {"two_assertions",
     [](Response& r) {
       r.assertion.reset();
       r.assertion_count = 2;
     },
     {Code::SamlMultipleAssertions},
     "2 assertions"},
    {"unsigned",
     [](Response& r) { r.response_signature = r.assertion_signature = {}; },
     {Code::SamlSignatureMissing},
     "neither"},
    {"one_signature_is_enough",
     [](Response& r) {
       r.assertion_signature = {};
       r.destination += "x";
     },
     {Code::SamlDestinationMismatch},
     "Destination"},
    {"invalid",
     [](Response& r) {
       r.assertion_signature.state = SignatureState::Invalid;
       r.assertion_signature.detail = "changed after";
     },
     {Code::SamlSignatureInvalid},
     "the signature of the assertion does not hold: changed after"},
    {"refused_signature",
     [](Response& r) { r.response_signature.state = SignatureState::Refused; },
     {Code::SamlSignatureInvalid},
     "never accepted"},
    {"weak_is_said_once",
     [](Response& r) {
       for (auto* report : {&r.response_signature, &r.assertion_signature}) {
         report->weak = true;
         report->algorithm = "rsa-sha1";
       }
     },
     {Code::SamlWeakAlgorithm},
     "rsa-sha1"},
    {"another_certificate",
     [](Response& r) {
       for (auto* report : {&r.response_signature, &r.assertion_signature}) {
         report->state = SignatureState::OtherCertificate;
         report->key = KeySource::Message;
         report->certificate->sha256 = std::string(64, 'b');
       }
     },
     {Code::SamlCertificateMismatch},
     "signed, and whole, but not with the certificate that was given"},
    {"comment_in_a_value",
     [](Response& r) { r.assertion->name_id.has_comment = true; },
     {Code::SamlUnsafeXml},
     "some readers stop at it"},
    {"expired_certificate",
     [](Response& r) { r.response_signature.certificate->not_after = now() - 24h * 3; },
     {Code::SamlCertificateExpired},
     "expired 3 days ago"},
    {"ageing_certificate",
     [](Response& r) { r.response_signature.certificate->not_after = now() + 24h * 30 - 1s; },
     {Code::SamlCertificateExpiresSoon},
     "expires in 29 days"},
};
INSTANTIATE_TEST_SUITE_P(Whole, AuditCases, testing::ValuesIn(kWhole),
                         [](const auto& p) { return p.param.name; });

const std::vector<Case> kAddressing = {
    {"issuer", [](Response& r) { r.issuer += "/"; }, {Code::SamlIssuerMismatch}, "response names"},
    {"inner_issuer",
     [](Response& r) { r.assertion->issuer += "/"; },
     {Code::SamlIssuerMismatch},
     "assertion names"},
    {"audience",
     [](Response& r) { r.assertion->audience_restrictions = {{"urn:other"}}; },
     {Code::SamlAudienceMismatch},
     "urn:other"},
    {"no_audience",
     [](Response& r) { r.assertion->audience_restrictions.clear(); },
     {Code::SamlAudienceMismatch},
     "no audience"},
    {"legacy_audience",
     [](Response& r) { r.assertion->audience_restrictions = {{kLegacyEntity}}; },
     {Code::ConnectionKindMismatch, Code::SamlAudienceMismatch},
     "still, or again, holds the Entity ID of the legacy connection"},
    {"legacy_everywhere",
     [](Response& r) {
       r.assertion->audience_restrictions = {{kLegacyEntity}};
       r.destination = r.assertion->confirmations[0].recipient = kLegacy;
     },
     {Code::ConnectionKindMismatch, Code::SamlAudienceMismatch, Code::SamlDestinationMismatch,
      Code::SamlRecipientMismatch},
     "Entity ID"},
    {"cut_query",
     [](Response& r) { r.destination = kAcs.substr(0, kAcs.find('?')); },
     {Code::SamlDestinationMismatch},
     "its end \"?connection=JQ"},
    {"absent_destination_is_fine",
     [](Response& r) {
       r.destination = "";
       r.response_signature = {};
       r.assertion->confirmations[0].recipient += "0";
     },
     {Code::SamlRecipientMismatch},
     "Recipient"},
    {"another_request",
     [](Response& r) { r.in_response_to = r.assertion->confirmations[0].in_response_to = "_r2"; },
     {Code::SamlInResponseToMismatch},
     "another request"},
    {"another_request_inside",
     [](Response& r) { r.assertion->confirmations[0].in_response_to = "_r2"; },
     {Code::SamlInResponseToMismatch},
     "another request",
     model::Severity::Warning},
    {"no_request",
     [](Response& r) { r.in_response_to = r.assertion->confirmations[0].in_response_to = ""; },
     {Code::SamlInResponseToMismatch},
     "answers no request"},
};
INSTANTIATE_TEST_SUITE_P(Addressing, AuditCases, testing::ValuesIn(kAddressing),
                         [](const auto& p) { return p.param.name; });

const std::vector<Case> kTimes = {
    {"not_yet",
     [](Response& r) {
       r.assertion->not_before = now() + 4min;
       r.issue_instant = now() + 4min;  // explained by the first
     },
     {Code::SamlNotYetValid},
     "only in 4 min 0 s"},
    {"not_yet_confirmed",
     [](Response& r) { r.assertion->confirmations[0].not_before = now() + 3min + 1s; },
     {Code::SamlNotYetValid},
     "confirmation is not valid yet",
     model::Severity::Warning},
    {"expired",
     [](Response& r) { r.assertion->not_on_or_after = now() - 3min; },
     {Code::SamlExpired},
     "3 min 0 s ago"},
    {"expired_confirmation",
     [](Response& r) { r.assertion->confirmations[0].not_on_or_after = now() - 3min; },
     {Code::SamlExpired},
     "confirmation ceased to be valid; the legacy connection refuses it",
     model::Severity::Warning},
    {"skewed",
     [](Response& r) { r.issue_instant = now() + 2min; },
     {Code::SamlClockSkew},
     "2 min 0 s in the future"},
    {"skewed_back",
     [](Response& r) {
       r.issue_instant.reset();
       r.assertion->issue_instant = now() - 61s;
     },
     {Code::SamlClockSkew},
     "1 min 1 s ago"},
    {"short_session",
     [](Response& r) { r.assertion->session_not_on_or_after = now() + 59min; },
     {Code::SamlSessionTooShort},
     "59 min"},
    {"ended_session",
     [](Response& r) { r.assertion->session_not_on_or_after = now() - 2min; },
     {Code::SamlSessionTooShort},
     "ended 2 min 0 s ago"},
};
INSTANTIATE_TEST_SUITE_P(Times, AuditCases, testing::ValuesIn(kTimes),
                         [](const auto& p) { return p.param.name; });

TEST(AuditResponse, CertificateWithThirtyDaysLeftIsFine) {
  Response response = good();
  response.response_signature.certificate->not_after = now() + 24h * 30;
  EXPECT_THAT(codes(audit(response)), IsEmpty());
}

TEST(AuditResponse, TimesWithinTheToleranceAreFine) {
  Response response = good();
  response.assertion->not_before = now() + 3min;
  response.assertion->not_on_or_after = now() - 3min + 1s;
  response.issue_instant = now() + 60s;
  EXPECT_THAT(codes(audit(response)), IsEmpty());
}

Case renamed(std::string name, std::size_t index, const std::string& other) {
  return {std::move(name),
          [=](Response& r) { r.assertion->attributes[index].name = other; },
          {Code::ClaimMisnamed},
          "\"" + other + "\""};
}
Case roles(std::string name, std::vector<std::string> values, std::vector<Code> found,
           std::string words) {
  return {std::move(name), [=](Response& r) { r.assertion->attributes[2].values = values; },
          std::move(found), std::move(words)};
}

// Names that Flex ignores are no reason to refuse anybody who is an agent.
Case beside_agent(std::string name, std::vector<std::string> values, std::string words) {
  Case one = roles(std::move(name), std::move(values), {Code::RoleInvalid}, std::move(words));
  one.severity = model::Severity::Warning;
  return one;
}

const std::vector<Case> kPerson = {
    {"no_name_id",
     [](Response& r) { r.assertion->name_id.value = " "; },
     {Code::SamlNameIdMissing},
     "no NameID"},
    {"transient",
     [](Response& r) {
       r.assertion->name_id.format = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient";
     },
     {Code::SamlNameIdUnstable},
     "transient"},
    {"no_claims",
     [](Response& r) { r.assertion->attributes.clear(); },
     {Code::ClaimMissing, Code::ClaimMissing, Code::ClaimMissing},
     "no attribute \"email\""},
    {"empty_claim",
     [](Response& r) { r.assertion->attributes[1].values = {"", " "}; },
     {Code::ClaimMissing},
     "\"full_name\" is there, but empty"},
    renamed("entra_email", 0, "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"),
    renamed("namespaced", 0, "https://claims.example/email"),
    renamed("urn", 1, "urn:claims:full_name"),
    renamed("camel", 1, "fullName"),
    renamed("display_name", 1, "displayname"),
    renamed("dashed", 0, "e-mail"),
    renamed("mail_as_oid", 0, "urn:oid:0.9.2342.19200300.100.1.3"),
    renamed("spaced", 1, "Full Name"),
    {"trailing_space",
     [](Response& r) { r.assertion->attributes[1].name = "full_name "; },
     {Code::ClaimMisnamed},
     "\"full_name\" is not only that (it has a space, U+0020, at its end)"},
    renamed("own_prefix", 2, "flex_role"),
    renamed("member_of", 2, "memberOf"),
    renamed("upper_case", 2, "Roles"),
    renamed("singular", 2, "role"),
    renamed("groups", 2, "http://schemas.example/claims/groups"),
    {"nothing_alike",
     [](Response& r) { r.assertion->attributes[2].name = "permissions"; },
     {Code::ClaimMissing},
     "no attribute \"roles\""},
    beside_agent("capital", {"Agent", "agent"}, "\"Agent\" (must be in lower case)"),
    beside_agent("administrator", {"agent,administrator"}, "(Flex calls it admin)"),
    beside_agent("guid", {"agent", "01234567-89ab-cdef-0123-456789ABCDEF"},
                 "(looks like the id of a group)"),
    roles("another_role", {"supervisor", "admin"}, {Code::RoleMissing}, "do not include \"agent\""),
    roles("only_capital", {"AGENT"}, {Code::RoleInvalid, Code::RoleMissing}, "lower case"),
    beside_agent("many", {"a,b,c,d,e,f,g,agent"}, "\"e\" and 2 more"),
    beside_agent("empty_wfo", {"agent,wfo."}, "\"wfo.\""),
    roles("only_insights", {"wfo.full_access"}, {Code::RoleInvalid, Code::RoleMissing},
          "none of the roles opens Flex"),
    roles("no_break_space", {"agent\u00A0"}, {Code::RoleInvalid, Code::RoleMissing},
          "\"agent\" (it has a no-break space, U+00A0, at its end)"),
    roles("commas_only", {" , "}, {Code::ClaimMissing}, "empty"),
};
INSTANTIATE_TEST_SUITE_P(Person, AuditCases, testing::ValuesIn(kPerson),
                         [](const auto& p) { return p.param.name; });

TEST(AuditResponse, MisnamedClaimPrefersTheSameWord) {
  Response response = good();
  response.assertion->attributes[2].name = "groups";
  response.assertion->attributes.push_back({"urn:x:Roles", "", {"agent"}});
  const auto findings = audit(response);
  ASSERT_THAT(codes(findings), ElementsAre(Code::ClaimMisnamed));
  EXPECT_EQ(findings[0].found, "urn:x:Roles");
  EXPECT_EQ(findings[0].expected, "roles");
}

TEST(AuditResponse, RepeatedValuesAndAttributesCountTogether) {
  Response response = good();
  response.assertion->attributes[2].values = {"supervisor"};
  response.assertion->attributes.push_back({"roles", "", {"admin", " agent "}});
  response.assertion->attributes.push_back({"roles", "", {"admin"}});
  const auto findings = audit(response);  // the roles are fine; that the name repeats is said once
  ASSERT_THAT(codes(findings), ElementsAre(Code::ClaimMisnamed));
  EXPECT_EQ(findings[0].severity, model::Severity::Warning);
}

TEST(AuditResponse, ABearerConfirmationNamesItsRecipient) {
  Response response = good();
  response.assertion->confirmations[0].recipient.clear();
  const auto findings = audit(response);
  ASSERT_THAT(codes(findings), ElementsAre(Code::SamlRecipientMismatch));
  EXPECT_EQ(findings[0].severity, model::Severity::Warning);
}

TEST(AuditResponse, WrongActionIsSaidOnceAndExplainsTheRecipient) {
  Response response = good();
  const std::string wrong = "https://login.flex.example/login/callback?connection=JQ9";
  response.destination = response.assertion->confirmations[0].recipient = wrong;
  const auto findings = audit_response(response, wrong, expected()).findings;
  ASSERT_THAT(codes(findings),
              ElementsAre(Code::SamlDestinationMismatch, Code::SamlRecipientMismatch));
  EXPECT_EQ(findings[1].follows_from, Code::SamlDestinationMismatch);
  EXPECT_EQ(findings[0].fix->field, "ACS URL");
}

TEST(AuditResponse, TheActionIsComparedAsABrowserWritesIt) {
  Expected values = expected();
  values.acs_url = "HTTPS://Login.flex.example:443/login/callback?connection=JQ1";
  Response response = good();
  response.destination = "";
  response.assertion->confirmations[0].recipient = values.acs_url;
  response.response_signature = {};
  const auto audited =
      audit_response(response, "https://login.flex.example/login/callback?connection=JQ1", values);
  EXPECT_THAT(codes(audited.findings), IsEmpty());
}

TEST(AuditResponse, EnhancedValuesInALegacyLogin) {
  Expected values = expected();
  values.entity_id = kLegacyEntity;
  values.acs_url = kLegacy;
  const auto findings = audit_response(good(), kAcs, values).findings;
  ASSERT_FALSE(findings.empty());
  EXPECT_EQ(findings[0].code, Code::ConnectionKindMismatch);
  EXPECT_THAT(findings[0].detail, HasSubstr("of the enhanced connection"));
  EXPECT_EQ(findings[0].found, kEntity);
  EXPECT_EQ(findings[0].expected, kLegacyEntity);
  for (std::size_t i = 1; i < findings.size(); ++i)
    EXPECT_EQ(findings[i].follows_from, Code::ConnectionKindMismatch) << findings[i].detail;
}

TEST(AuditResponse, KindComesBeforeEverything) {
  Response response = good();
  response.response_signature.state = SignatureState::Invalid;
  response.assertion->audience_restrictions = {{kLegacyEntity}};
  EXPECT_THAT(codes(audit(response)),
              ElementsAre(Code::ConnectionKindMismatch, Code::SamlSignatureInvalid,
                          Code::SamlAudienceMismatch));
}

TEST(AuditResponse, ASignedResponseWithoutDestinationIsNoted) {
  Response response = good();
  response.destination = "";
  const auto findings = audit(response);
  ASSERT_THAT(codes(findings), ElementsAre(Code::SamlDestinationMismatch));
  EXPECT_EQ(findings[0].severity, model::Severity::Note);
  EXPECT_EQ(findings[0].expected, kAcs);
}

// The ids of requests are session values: a report says which kind of fault it is, not the id.
TEST(AuditResponse, IdsOfRequestsAreNotShown) {
  Response response = good();
  response.in_response_to = response.assertion->confirmations[0].in_response_to = "_0123abcd";
  const auto findings = audit(response);
  ASSERT_EQ(findings.size(), 1U);
  for (const std::string& text : {findings[0].detail, findings[0].found, findings[0].expected})
    EXPECT_THAT(text, AllOf(Not(HasSubstr("_0123abcd")), Not(HasSubstr("_r1"))));
}

TEST(AuditResponse, ControlCharactersOfAServerAreNotPassedOn) {
  Response response = good();
  response.assertion->audience_restrictions = {{"urn:\x1b[31m\nred"}};
  const auto findings = audit(response);
  ASSERT_EQ(findings.size(), 1U);
  for (const std::string& text : {findings[0].detail, findings[0].found})
    EXPECT_TRUE(std::ranges::none_of(text, [](char c) { return c == '\x1b' || c == '\n'; }));
}

}  // namespace
}  // namespace flexverify::saml
