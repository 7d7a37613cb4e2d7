// What people copy out of their tools, and what it is when it is no SAML response.
#include <gmock/gmock.h>

#include "tests/unit/saml/messages.h"
#include "verifier/base/encoding.h"
#include "verifier/base/text.h"
#include "verifier/saml/examine.h"

namespace flexverify::saml {
namespace {

using base::replace_all;
using testing::HasSubstr;
using testing::SizeIs;

std::string encoded() { return base::base64_encode(signed_response()); }

std::string utf16(const std::string& ascii) {
  std::string text = "\xFF\xFE";
  for (const char c : ascii) text += {c, '\0'};
  return text;
}

TEST(Wrappings, EachHoldsTheMessage) {
  const std::string xml = signed_response();
  ASSERT_TRUE(base::contains(encoded(), "+")) << "else the readings do not differ";
  const std::pair<std::string, std::string> rows[] = {
      {"decoded form text", "SAMLResponse=" + encoded() + "&RelayState=x"},
      {"behind another field", "RelayState=x&SAMLResponse=" + encoded()},
      {"spaces for plus", replace_all(encoded(), "+", " ")},
      {"name and value", "SAMLResponse: " + encoded() + "\nRelayState: x"},
      {"the value below", "SAMLResponse\n" + encoded() + "\nRelayState\nx"},
      {"UTF-16", utf16(xml)},
      {"UTF-16 base64", utf16(encoded())},
      {"a mark inside", base::base64_encode("\xEF\xBB\xBF" + xml)},
      {"members", R"({"SAMLResponse":")" + encoded() + R"(","RelayState":"x"})"},
      {"a tracer's post",
       R"({"requests":[{"method":"POST","url":"https://acs.example/","post":[["SAMLResponse",")" +
           encoded() + R"("]]}]})"},
      {"a recorded page",
       R"({"log":{"entries":[{"request":{"method":"GET","url":"https://idp.example/"},)"
       R"("response":{"content":{"text":"<form method=post action='https://acs.example/'>)"
       R"(<input name=SAMLResponse value=')" +
           encoded() + R"('></form>"}}}]}})"},
  };
  for (const auto& [name, input] : rows) {
    const auto found = unwrap(input);
    ASSERT_THAT(found, SizeIs(1)) << name;
    EXPECT_EQ(found[0].kind, MessageKind::Response) << name;
    const auto response = parse_response(found[0].xml, {.pasted = {key().certificate_pem()}});
    ASSERT_TRUE(response) << name << response.error().detail;
    EXPECT_TRUE(valid(response->response_signature)) << name;
  }
}

TEST(Wrappings, APageOfARecordingCountsOnce) {
  const std::string form =
      R"("response":{"content":{"text":"<form action='https://acs.example/'><input )"
      R"(name=SAMLResponse value=')" +
      encoded() + R"('></form>"}}})";
  const std::string har =
      R"({"log":{"entries":[{"request":{"method":"GET","url":"https://idp.example/"},)" + form +
      R"(,{"request":{"method":"POST","url":"https://acs.example/","postData":{"params":[)"
      R"({"name":"SAMLResponse","value":")" +
      encoded() + R"("}]}}}]}})";
  const auto found = unwrap(har);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_THAT(found[0].place, HasSubstr("entry 2"));
}

model::Finding only_finding(const std::string& input) {
  ExamineOptions options;
  options.now = FakeClock::kNoon;
  const auto examination = examine(unwrap(input), options);
  EXPECT_THAT(examination.messages, SizeIs(1)) << input;
  return examination.messages.at(0).findings.at(0);
}

TEST(Wrappings, OtherDocumentsAreNamedForWhatTheyAre) {
  const std::pair<std::string, std::string> rows[] = {
      {"<samlp:LogoutResponse xmlns:samlp='urn:oasis:names:tc:SAML:2.0:protocol'/>",
       "LogoutResponse"},
      {"<saml:Assertion xmlns:saml='urn:oasis:names:tc:SAML:2.0:assertion'/>",
       "without the Response"},
      {"<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'/>", "SOAP"},
      {"<t:RequestSecurityTokenResponse xmlns:t='urn:t'/>", "WS-Federation"},
      {"<samlp:ArtifactResponse xmlns:samlp='urn:oasis:names:tc:SAML:2.0:protocol'/>", "artifact"},
  };
  for (const auto& [input, words] : rows) {
    EXPECT_THAT(only_finding(input).detail, HasSubstr(words));
    EXPECT_EQ(only_finding(input).severity, model::Severity::Unknown) << input;
  }
}

TEST(Wrappings, OtherBindingsAreNamed) {
  const std::string redirect =
      "https://acs.example/?SAMLResponse=" +
      replace_all(
          replace_all(base::base64_encode(base::deflate_raw(signed_response())), "+", "%2B"), "=",
          "%3D");
  EXPECT_EQ(only_finding(redirect).code, model::Code::SamlWrongBinding);
  const auto artifact = only_finding("https://acs.example/?SAMLart=AAQAAMh48&RelayState=x");
  EXPECT_EQ(artifact.code, model::Code::SamlWrongBinding);
  EXPECT_THAT(artifact.detail, HasSubstr("HTTP-Artifact"));
  EXPECT_EQ(artifact.severity, model::Severity::Critical);
}

}  // namespace
}  // namespace flexverify::saml
