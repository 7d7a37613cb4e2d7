// A refusal that names no field says which ones to compare, with the values of this login.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/flows/scripted_flex.h"
#include "tests/support/drill_table.h"
#include "tests/support/lab_login.h"

namespace flexverify::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

model::Finding refused_with(const std::string& adapter, int status, const std::string& words) {
  ScriptedFlex flex;
  flex.spec.idp.adapter = adapter;
  flex.transport.on_get(kIdp, answer(status, {{"Content-Type", "text/html"}}, words));
  const auto result = flex.run();
  EXPECT_FALSE(result.findings.empty());
  return result.findings.front();
}

TEST(FieldsToCompare, OfAnErrorOfTheProviderWithoutItsMetadata) {
  const auto finding = refused_with("auto", 403, "<p>Access is denied here.");
  EXPECT_EQ(model::info(finding.code).id, "idp-error");
  EXPECT_THAT(finding.hint,
              AllOf(HasSubstr("Entity ID (audience) = " + kEntityId),
                    HasSubstr("ACS URL = " + kAcs), HasSubstr("the request is not signed")));
}

TEST(FieldsToCompare, InTheWordsOfTheProvidersConsole) {
  const auto finding = refused_with("okta", 400, "<p>Unknown issuer of the request.");
  EXPECT_EQ(model::info(finding.code).id, "idp-app-not-found");
  EXPECT_THAT(finding.hint, AllOf(HasSubstr("Audience URI (SP Entity ID) = " + kEntityId),
                                  HasSubstr("Single Sign-On URL (in Okta: Identity Provider "
                                            "Single Sign-On URL) = " +
                                            kIdp)));
  ASSERT_TRUE(finding.fix);
  EXPECT_EQ(finding.fix->field, "Audience URI (SP Entity ID)");
}

TEST(FieldsToCompare, OfAnAcsUrlThatIsNotRegistered) {
  const auto finding = refused_with("keycloak", 400, "<p>This reply URL is not registered.");
  EXPECT_EQ(model::info(finding.code).id, "idp-acs-not-registered");
  EXPECT_THAT(finding.hint, HasSubstr(" = " + kAcs));
  ASSERT_TRUE(finding.fix);
  EXPECT_EQ(finding.fix->party, "Keycloak");
}

const model::Finding* finding_of(const model::CheckResult& result, model::Code code) {
  const auto found = std::ranges::find(result.findings, code, &model::Finding::code);
  return found == result.findings.end() ? nullptr : &*found;
}

TEST(FieldsToCompare, OfAnErrorWithWhichTwilioEndsTheLogin) {
  const auto drills = lab::all_drills();
  const auto drill = std::ranges::find(drills, "oauth-error", &lab::Drill::name);
  ASSERT_NE(drill, drills.end());
  lab::Lab lab({.drill = &*drill});
  lab.start();
  const auto result = run_in_lab(lab, spec_for(lab.world(), drill->target), trust_in(lab));
  const model::Finding* finding = finding_of(result, model::Code::OauthError);
  ASSERT_NE(finding, nullptr);
  EXPECT_THAT(finding->hint, AllOf(HasSubstr("email, full_name, roles"), HasSubstr("NameID")));
}

}  // namespace
}  // namespace flexverify::test
