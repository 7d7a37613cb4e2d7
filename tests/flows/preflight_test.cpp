// What a check without a password can say about the login that would follow.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/flows/scripted_flex.h"
#include "tests/lab/saml_message.h"
#include "tests/lab/server.h"

namespace flexverify::test {
namespace {

std::string request_summary(const model::CheckResult& result) {
  for (const model::Step& step : result.steps)
    if (step.leg == "request") return step.summary;
  return "";
}

TEST(Preflight, SaysThatTheSignInNeedsABrowser) {
  ScriptedFlex flex;
  flex.transport.on_get(kIdp, html("<div id=root></div><script src=/app.js></script>"));
  const auto result = flex.run();
  EXPECT_EQ(result.verdict, model::Verdict::Ok);
  EXPECT_THAT(request_summary(result), testing::HasSubstr("will end with needs-browser"));
}

TEST(Preflight, SaysNothingOfALoginForm) {
  ScriptedFlex flex;
  const auto result = flex.run();
  EXPECT_EQ(result.verdict, model::Verdict::Ok);
  EXPECT_THAT(request_summary(result), testing::Not(testing::HasSubstr("will end with")));
}

// Two faults in two places are two findings of one run.
TEST(Preflight, ComparesTheMetadataEvenWhenThePageIsGone) {
  ScriptedFlex flex;
  flex.spec.idp.metadata_xml = lab::idp_metadata(lab::Lab({}).world());
  flex.spec.idp.issuer = "https://idp.example/pasted";
  flex.transport.on_get(kPage, answer(503, {}));
  const auto result = flex.run();
  const auto has = [&](model::Code code) {
    return std::ranges::count(result.findings, code, &model::Finding::code) == 1;
  };
  EXPECT_TRUE(has(model::Code::SamlIssuerMismatch));
  EXPECT_EQ(result.verdict, model::Verdict::Critical);
  EXPECT_EQ(result.steps.front().leg, "provider");
  EXPECT_EQ(result.steps.size(), 2U);
}

TEST(UserAgent, IsTheConfiguredOne) {
  ScriptedFlex flex;
  flex.spec.network.user_agent = "AcmeMonitor/1.0";
  (void)flex.run();
  for (const auto& request : flex.transport.requests())
    EXPECT_EQ(*web::find_header(request.headers, "User-Agent"), "AcmeMonitor/1.0");
}

}  // namespace
}  // namespace flexverify::test
