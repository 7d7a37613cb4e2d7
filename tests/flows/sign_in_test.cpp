// The sign-in leg's guards: one password, declared hosts only, no endless pages.
#include <gtest/gtest.h>

#include "tests/flows/scripted_flex.h"
#include "verifier/base/text.h"

namespace flexverify::test {
namespace {

const std::string kPost = "https://idp.acme.example/login";
const std::string kForm =
    "<form method=post action=/login><input name=user><input type=password name=pass>"
    "<button>Go</button></form>";

std::size_t passwords_sent(const ScriptedTransport& transport) {
  std::size_t count = 0;
  for (const auto& request : transport.requests())
    count += base::contains(request.body, "correct+horse") ? 1U : 0U;
  return count;
}

model::CheckResult sign_in(ScriptedFlex& flex) {
  flex.spec.depth = model::Depth::Assertion;
  return flex.run();
}

TEST(SignIn, ARefusedPasswordIsNotTriedAgain) {
  ScriptedFlex flex;
  flex.transport.on_post(kPost, html("<p class=error>Wrong user name or password.</p>" + kForm));
  const auto result = sign_in(flex);
  EXPECT_EQ(first_id(result), "credentials-rejected");
  EXPECT_EQ(result.verdict, model::Verdict::Critical);
  EXPECT_EQ(passwords_sent(flex.transport), 1U);
}

TEST(SignIn, AFormAgainWithoutAReasonIsNotARejection) {
  ScriptedFlex flex;
  flex.transport.on_post(kPost, html(kForm));
  const auto result = sign_in(flex);
  EXPECT_EQ(result.verdict, model::Verdict::Unknown) << first_id(result);
  EXPECT_EQ(passwords_sent(flex.transport), 1U);
}

TEST(SignIn, APasswordGoesToADeclaredHostOnly) {
  ScriptedFlex flex;
  flex.transport.on_get(kIdp, html("<form method=post action=https://evil.example/steal>"
                                   "<input name=user><input type=password name=pass>"
                                   "<button>Go</button></form>"));
  const auto result = sign_in(flex);
  EXPECT_EQ(first_id(result), "secret-host-refused");
  EXPECT_EQ(passwords_sent(flex.transport), 0U);
}

TEST(SignIn, WithoutDeclaredHostsNobodyGetsThePassword) {
  ScriptedFlex flex;
  flex.spec.idp.hosts.clear();  // generic-form cannot know whose host this is
  const auto result = sign_in(flex);
  EXPECT_EQ(first_id(result), "secret-host-refused");
  EXPECT_EQ(passwords_sent(flex.transport), 0U);
}

TEST(SignIn, AMissingSecretIsUnknown) {
  ScriptedFlex flex;
  flex.spec.idp.password = model::NoSource{};
  const auto result = sign_in(flex);
  EXPECT_EQ(first_id(result), "secret-missing");
  EXPECT_EQ(result.verdict, model::Verdict::Unknown);
  EXPECT_EQ(result.reached, model::Depth::AuthnRequest);
}

TEST(SignIn, APageThatNobodyKnows) {
  ScriptedFlex flex;
  flex.transport.on_post(kPost, html("<title>Choose a colour</title><form method=post>"
                                     "<select name=colour><option>red</select>"
                                     "<textarea name=why></textarea></form>"));
  const auto result = sign_in(flex);
  EXPECT_EQ(first_id(result), "page-not-recognised");
  EXPECT_EQ(result.verdict, model::Verdict::Unknown);
  EXPECT_TRUE(base::contains(result.findings.front().detail, "colour"))
      << result.findings.front().detail;
}

TEST(SignIn, PagesThatSendThemselvesForeverEnd) {
  ScriptedFlex flex;
  flex.transport.on_get(kIdp, html("<body onload='document.forms[0].submit()'>"
                                   "<form method=post action=/again>"
                                   "<input type=hidden name=a value=b></form>"));
  flex.transport.on_post("https://idp.acme.example/again",
                         html("<body onload='document.forms[0].submit()'>"
                              "<form method=post action=/again>"
                              "<input type=hidden name=a value=b></form>"));
  const auto result = sign_in(flex);
  EXPECT_EQ(first_id(result), "no-progress");
  EXPECT_LE(result.exchanges.size(), 15U);
}

TEST(SignIn, ASamlResponseForAnotherHostIsNotSent) {
  ScriptedFlex flex;
  flex.spec.depth = model::Depth::Loaded;
  flex.transport.on_post(kPost, html("<form method=post action=https://evil.example/acs>"
                                     "<input type=hidden name=SAMLResponse value=" +
                                     base::base64_encode("<x/>") + "></form>"));
  const auto result = flex.run();
  EXPECT_EQ(result.verdict, model::Verdict::Critical);
  for (const auto& request : flex.transport.requests())
    EXPECT_NE(web::host_name(request.url), "evil.example");
}

TEST(SignIn, NoSecretIsInTheResult) {
  ScriptedFlex flex;
  flex.transport.on_post(kPost, html("<p class=error>No account for correct horse &amp; battery"
                                     "</p>" +
                                     kForm));
  const auto result = sign_in(flex);
  std::string everything;
  for (const auto& finding : result.findings)
    everything += finding.detail + finding.found + finding.expected;
  for (const auto& step : result.steps) everything += step.summary;
  for (const auto& exchange : result.exchanges) everything += exchange.url + exchange.location;
  EXPECT_FALSE(base::contains(everything, "correct horse")) << everything;
}

}  // namespace
}  // namespace flexverify::test
