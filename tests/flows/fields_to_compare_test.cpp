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

// What the lab's login under this drill is told.
struct Told {
  model::CheckSpec spec;
  model::CheckResult result;
};

Told told_under(std::string_view name) {
  const lab::Drill* drill = lab::drill_named(name);
  lab::Lab lab({.drill = drill});
  lab.start();
  model::CheckSpec spec = spec_for(lab.world(), drill->target);
  model::CheckResult result = run_in_lab(lab, spec, trust_in(lab));
  return {std::move(spec), std::move(result)};
}

TEST(FieldsToCompare, OfAnErrorWithWhichTwilioEndsTheLogin) {
  const Told told = told_under("oauth-error");
  const model::Finding* finding = finding_of(told.result, model::Code::OauthError);
  ASSERT_NE(finding, nullptr);
  EXPECT_THAT(finding->hint, AllOf(HasSubstr("email, full_name, roles"), HasSubstr("NameID")));
}

TEST(FieldsToCompare, OfAResponseThatTheAcsRefuses) {
  const Told told = told_under("relay-state-lost");
  const model::Finding* finding = finding_of(told.result, model::Code::AcsRejected);
  ASSERT_NE(finding, nullptr);
  EXPECT_THAT(finding->hint, AllOf(HasSubstr(told.spec.expect.entity_id),
                                   HasSubstr(told.spec.expect.acs_url), HasSubstr("ertificate")));
}

}  // namespace
}  // namespace flexverify::test
