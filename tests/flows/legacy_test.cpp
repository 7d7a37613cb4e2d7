// Which connection is verified, the older form of the legacy service, and what follows a failure.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/flows/scripted_flex.h"
#include "tests/support/lab_login.h"

namespace flexverify::test {
namespace {

using model::ConnectionKind;
using model::Verdict;
using testing::HasSubstr;

constexpr lab::Drill kNothing{
    .name = "nothing", .plants = "", .expected = model::Code::InternalBug};

model::CheckResult run(const lab::Drill& drill, std::string_view target,
                       void (*change)(model::CheckSpec&)) {
  lab::Lab lab({.drill = &drill});
  lab.start();
  model::CheckSpec spec = spec_for(lab.world(), target);
  change(spec);
  return run_in_lab(lab, spec, trust_in(lab));
}

lab::Drill with(lab::LegacyFault fault) {
  lab::Drill drill = kNothing;
  drill.faults.legacy = fault;
  return drill;
}

std::string note_of(const model::CheckResult& result) {
  for (const model::Finding& finding : result.findings)
    if (finding.code == model::Code::ConnectionInactive) return finding.detail;
  return "";
}

void auto_kind(model::CheckSpec& spec) {
  spec.connection = ConnectionKind::Auto;
  spec.expect.entity_id.clear();
  spec.expect.acs_url.clear();
}

TEST(Connection, IsFoundOutWhenNobodyNamesIt) {
  for (const char* target : {"hosted", "self-hosted"}) {
    const auto result = run(kNothing, target, auto_kind);
    EXPECT_EQ(result.connection, ConnectionKind::OAuth2) << target;
    EXPECT_EQ(result.verdict, Verdict::Ok) << target;
  }
}

// A legacy login that works is not "safe to click Finish": nothing of the new one was seen.
TEST(Connection, ALegacyOneThatNobodyAskedForIsNoYes) {
  for (const char* target : {"legacy-hosted", "legacy-self-hosted"}) {
    const auto result = run(kNothing, target, auto_kind);
    EXPECT_EQ(result.connection, ConnectionKind::Legacy) << target;
    EXPECT_EQ(result.reached, model::Depth::Loaded) << target;
    EXPECT_EQ(result.verdict, Verdict::Unknown) << target;
    EXPECT_THAT(result.findings.at(0).detail, HasSubstr("--connection legacy")) << target;
  }
}

TEST(Connection, TheOtherOneIsNotTakenWhenOneIsDemanded) {
  const auto demand = [](model::CheckSpec& spec) { spec.connection = ConnectionKind::OAuth2; };
  EXPECT_EQ(run(kNothing, "legacy-self-hosted", demand).verdict, Verdict::Critical);
  const auto legacy = [](model::CheckSpec& spec) {
    auto_kind(spec);
    spec.connection = ConnectionKind::Legacy;
  };
  const auto result = run(kNothing, "self-hosted", legacy);
  EXPECT_EQ(result.verdict, Verdict::Critical);
  EXPECT_EQ(first_id(result), "connection-not-found");
}

TEST(Legacy, TheOlderServiceDoesAsWell) {
  const auto result =
      run(with(lab::LegacyFault::PreviewOnly), "legacy-self-hosted", [](model::CheckSpec&) {});
  EXPECT_EQ(result.verdict, Verdict::Ok)
      << (result.findings.empty() ? "" : result.findings[0].detail);
  EXPECT_EQ(result.reached, model::Depth::Loaded);
  EXPECT_THAT(result.saml_request->acs_url, HasSubstr("preview.twilio"));
}

TEST(CounterCheck, SaysThatSwitchingBackWouldNotHelp) {
  lab::Drill drill = kNothing;
  drill.faults.exchange = lab::ExchangeFault::Refused;
  const auto result =
      run(drill, "self-hosted", [](model::CheckSpec& spec) { spec.counter_check = true; });
  EXPECT_EQ(result.verdict, Verdict::Critical);
  EXPECT_THAT(note_of(result), HasSubstr("legacy connection fails as well"));
  EXPECT_EQ(result.steps.back().leg, "counter-check");
}

TEST(CounterCheck, SaysThatSwitchingWouldHelpAndUsesNoPassword) {
  lab::Drill drill = with(lab::LegacyFault::TokenInvalid);
  const auto result =
      run(drill, "legacy-self-hosted", [](model::CheckSpec& spec) { spec.counter_check = true; });
  EXPECT_EQ(result.verdict, Verdict::Critical);
  EXPECT_THAT(note_of(result), HasSubstr("fails as well"));  // no enhanced connection there
  const auto healthy = run(kNothing, "legacy-self-hosted",
                           [](model::CheckSpec& spec) { spec.counter_check = true; });
  EXPECT_EQ(note_of(healthy), "") << "a login that works needs no counter-check";
}

TEST(CounterCheck, FindsTheLegacyConnectionOfAPageThatIsNotReverted) {
  // The page starts enhanced logins, which fail; the account still has its legacy connection.
  lab::Drill drill = with(lab::LegacyFault::PageNotReverted);
  const auto result = run(drill, "legacy-self-hosted", [](model::CheckSpec& spec) {
    auto_kind(spec);
    spec.connection = ConnectionKind::OAuth2;
    spec.counter_check = true;
  });
  EXPECT_EQ(result.verdict, Verdict::Critical);
  EXPECT_THAT(note_of(result), HasSubstr("switching to it would help"));
}

struct Day {
  const char* migrated_on;
  const char* words;
  model::Severity severity;
};

// The clock of the scripted login stands at noon of 2026-11-25.
TEST(DaysLeft, AreCountedAndWarnedOf) {
  for (const Day& day : {Day{"2026-11-20", "25 more days", model::Severity::Note},
                         Day{"2026-10-30", "4 more days", model::Severity::Warning},
                         Day{"2026-10-27", "1 more day ", model::Severity::Warning},
                         Day{"2026-10-26", "are over", model::Severity::Note}}) {
    ScriptedFlex flex;
    flex.spec.migrated_on = day.migrated_on;
    const auto result = flex.run();
    EXPECT_THAT(note_of(result), HasSubstr(day.words)) << day.migrated_on;
    ASSERT_FALSE(result.findings.empty());
    EXPECT_EQ(result.findings.back().severity, day.severity) << day.migrated_on;
    EXPECT_EQ(result.verdict,
              day.severity == model::Severity::Warning ? Verdict::Warning : Verdict::Ok);
  }
}

}  // namespace
}  // namespace flexverify::test
