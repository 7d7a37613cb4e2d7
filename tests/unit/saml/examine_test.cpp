// The audit of saved messages: every wrapping, and what it makes of the messages.
#include "verifier/saml/examine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/saml/messages.h"
#include "verifier/base/encoding.h"
#include "verifier/base/text.h"
#include "verifier/model/verdict.h"
#include "verifier/web/query.h"

namespace flexverify::saml {
namespace {

using model::Code;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

const std::string kRequestXml =
    R"(<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_q1" )"
    R"(Version="2.0" IssueInstant="2026-11-25T12:00:00Z" )"
    R"(AssertionConsumerServiceURL="https://acs.example/"><saml:Issuer )"
    R"(xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">urn:flex:JQ1</saml:Issuer>)"
    R"(</samlp:AuthnRequest>)";

std::string deflated(const std::string& xml) { return base::base64_encode(base::deflate_raw(xml)); }
std::string escaped(const std::string& text) { return web::encode_component(text); }

std::string har() {
  return R"({"log":{"entries":[{"startedDateTime":"2026-11-25T12:00:01.5Z","request":{"method":)"
         R"("GET","url":"https://idp.example/sso?SAMLRequest=)" +
         escaped(deflated(kRequestXml)) +
         R"("}},{"request":{"method":"GET","url":"https://cdn.example/x.js"}},)"
         R"({"startedDateTime":"2026-11-25T12:00:09Z","request":{"method":"POST","url":)"
         R"("https://acs.example/","postData":{"text":"RelayState=r&SAMLResponse=)" +
         escaped(base::base64_encode(signed_both())) + R"("}}}]}})";
}

struct Wrapping {
  const char* name;
  std::string input;
  MessageKind kind;
  std::string xml;
};

std::vector<Wrapping> wrappings() {
  const std::string response = signed_both(), encoded = base::base64_encode(response);
  return {
      {"xml", response, MessageKind::Response, response},
      {"xml with a mark and space", "\xEF\xBB\xBF \n" + kRequestXml + "\n",
       MessageKind::AuthnRequest, kRequestXml},
      {"base64", encoded, MessageKind::Response, response},
      {"base64 in lines", encoded.substr(0, 76) + "\r\n" + encoded.substr(76),
       MessageKind::Response, response},
      {"escaped base64", escaped(encoded), MessageKind::Response, response},
      {"deflated", deflated(kRequestXml), MessageKind::AuthnRequest, kRequestXml},
      {"URL", "https://idp.example/sso?a=b&SAMLRequest=" + escaped(deflated(kRequestXml)),
       MessageKind::AuthnRequest, kRequestXml},
      {"form body", "SAMLResponse=" + escaped(encoded) + "&RelayState=x", MessageKind::Response,
       response},
      {"saved page",
       "<html><body><form method=post action='https://acs.example/?c=1'><input type=hidden "
       "name=SAMLResponse value='" +
           encoded + "'></form>",
       MessageKind::Response, response},
      {"metadata", "<EntityDescriptor xmlns='urn:oasis:names:tc:SAML:2.0:metadata' entityID='a'/>",
       MessageKind::Metadata,
       "<EntityDescriptor xmlns='urn:oasis:names:tc:SAML:2.0:metadata' entityID='a'/>"},
      {"logout", "<samlp:LogoutRequest xmlns:samlp='x'/>", MessageKind::Other,
       "<samlp:LogoutRequest xmlns:samlp='x'/>"},
  };
}

TEST(Unwrap, FindsTheMessageInEveryWrapping) {
  for (const Wrapping& one : wrappings()) {
    const auto found = unwrap(one.input);
    ASSERT_THAT(found, SizeIs(1)) << one.name;
    EXPECT_EQ(found[0].kind, one.kind) << one.name;
    EXPECT_TRUE(base::trim(found[0].xml) == base::trim(one.xml)) << one.name;
  }
}

TEST(Unwrap, TakesBothMessagesOfAHar) {
  const auto found = unwrap(har());
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(found[0].sent_to, "https://idp.example/sso");
  EXPECT_EQ(found[1].sent_to, "https://acs.example/");
  EXPECT_THAT(found[1].place, HasSubstr("entry 3"));
  EXPECT_EQ(base::format_rfc3339(*found[1].seen_at), "2026-11-25T12:00:09Z");
}

TEST(Unwrap, TakesNothingOutOfTheRest) {
  for (const std::string input : {"", "hello", "{}", R"({"log":{"entries":"x"}})", "<p>hello</p>",
                                  "https://idp.example/", "SAMLReply=x", "%%%", "aGVsbG8="})
    EXPECT_THAT(unwrap(input), SizeIs(0)) << input;
}

TEST(Unwrap, IsBounded) {
  std::string body;
  for (int i = 0; i < 200; ++i) body += "SAMLResponse=" + std::to_string(i) + "&";
  EXPECT_THAT(unwrap(body), SizeIs(kMostMessages));
}

ExamineOptions options() {
  ExamineOptions options;
  options.now = FakeClock::kNoon;
  options.pasted = {key().certificate_pem()};
  return options;
}

std::vector<Code> codes(const model::ExaminedMessage& message) {
  std::vector<Code> all;
  for (const auto& finding : message.findings) all.push_back(finding.code);
  return all;
}

TEST(Examine, AHarIsJudgedWhenItWasRecordedAndByItsOwnRequest) {
  ExamineOptions late = options();
  late.now = FakeClock::kNoon + std::chrono::hours{300};
  const auto examination = examine(unwrap(har()), late);
  ASSERT_THAT(examination.messages, SizeIs(2));
  EXPECT_THAT(codes(examination.messages[0]), SizeIs(0));
  // Only what the message itself lacks: email and full_name.
  EXPECT_THAT(codes(examination.messages[1]),
              testing::ElementsAre(Code::ClaimMissing, Code::ClaimMissing));
  EXPECT_EQ(examination.verdict, model::Verdict::Critical);
}

TEST(Examine, AResponseToAnotherRequestIsSeen) {
  auto messages = unwrap(har());
  messages[0].xml = base::replace_all(messages[0].xml, "_q1", "_q2");
  const auto examination = examine(messages, options());
  EXPECT_THAT(codes(examination.messages[1]), testing::Contains(Code::SamlInResponseToMismatch));
}

TEST(Examine, WithoutACertificateThatIsSaid) {
  ExamineOptions open = options();
  open.pasted.clear();
  const auto examination = examine(unwrap(signed_both()), open);
  const auto& findings = examination.messages[0].findings;
  ASSERT_FALSE(findings.empty());
  EXPECT_EQ(findings.back().severity, model::Severity::Note);
  EXPECT_EQ(findings.back().code, Code::SamlSignatureUnchecked);
  EXPECT_THAT(std::string(model::hint_of(findings.back())), HasSubstr("--certificate"));
}

TEST(Examine, NothingPersonalUnlessAsked) {
  const std::string xml = base::replace_all(signed_both(), "urn:flex:JQ1",
                                            "good@acme.test");  // where a finding quotes it
  const auto hidden = examine(unwrap(xml), options());
  for (const auto& finding : hidden.messages[0].findings)
    EXPECT_THAT(finding.detail + finding.found + finding.expected,
                Not(HasSubstr("good@acme.test")));
  EXPECT_THAT(hidden.messages[0].response->name_id, HasSubstr("<redacted:"));
  ExamineOptions open = options();
  open.personal = PersonalValues::Shown;
  EXPECT_EQ(examine(unwrap(xml), open).messages[0].response->name_id, "good@acme.test");
}

TEST(Examine, WhatCannotBeReadIsAFinding) {
  const struct {
    std::string input;
    Code code;
  } rows[] = {{"SAMLResponse=aGVsbG8%3D", Code::SamlResponseMalformed},
              {"SAMLRequest=aGVsbG8%3D", Code::AuthnRequestMissing},
              {"<!DOCTYPE a [<!ENTITY b 'c'>]><samlp:Response/>", Code::SamlUnsafeXml},
              {"<EntityDescriptor/>", Code::ResponseMalformed}};
  for (const auto& row : rows) {
    const auto examination = examine(unwrap(row.input), options());
    ASSERT_THAT(examination.messages, SizeIs(1)) << row.input;
    EXPECT_THAT(codes(examination.messages[0]), testing::ElementsAre(row.code)) << row.input;
  }
}

TEST(Examine, NothingIsUnknown) {
  EXPECT_EQ(examine({}, options()).verdict, model::Verdict::Unknown);
}

}  // namespace
}  // namespace flexverify::saml
