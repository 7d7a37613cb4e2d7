// Which connection is verified, the older form of the legacy service, and what follows a failure.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/flows/scripted_flex.h"
#include "tests/support/lab_login.h"
#include "verifier/model/last_line.h"

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
  EXPECT_EQ(ids_of(result), std::vector<std::string>{"legacy-deprecated"});
  EXPECT_EQ(result.reached, model::Depth::Loaded);
  EXPECT_THAT(result.saml_request->acs_url, HasSubstr("preview.twilio"));
}

TEST(CounterCheck, SaysThatTheOtherOneDoesNotStartEither) {
  lab::Drill drill = kNothing;
  drill.faults.exchange = lab::ExchangeFault::Refused;
  const auto result =
      run(drill, "self-hosted", [](model::CheckSpec& spec) { spec.counter_check = true; });
  EXPECT_EQ(result.verdict, Verdict::Critical);
  EXPECT_THAT(note_of(result), HasSubstr("the legacy connection does not start either"));
  EXPECT_EQ(result.steps.back().leg, "counter-check");
}

TEST(CounterCheck, IsNotNeededForALoginThatWorks) {
  const auto healthy = run(kNothing, "legacy-self-hosted",
                           [](model::CheckSpec& spec) { spec.counter_check = true; });
  EXPECT_EQ(note_of(healthy), "");
  EXPECT_NE(healthy.steps.back().leg, "counter-check");
}

constexpr const char* kAuthenticate =
    "https://iam.twilio.com/v1/Accounts/AC00000000000000000000000000000001/authenticate";

// The legacy connection is gone, the enhanced one is there.
ScriptedFlex without_legacy() {
  ScriptedFlex flex;
  flex.spec.connection = ConnectionKind::Legacy;
  flex.spec.depth = model::Depth::Loaded;
  flex.spec.counter_check = true;
  flex.transport.on(web::Method::Post, kAuthenticate,
                    answer(403, {{"Content-Type", "application/json"}},
                           R"({"code":70251,"message":"no valid certificate"})"));
  return flex;
}

TEST(CounterCheck, SaysWhatItSawOfTheOtherOneAndUsesNoPassword) {
  ScriptedFlex flex = without_legacy();
  const auto result = flex.run();
  EXPECT_EQ(first_id(result), "connection-not-found");
  EXPECT_THAT(note_of(result), HasSubstr("the OAuth 2.0 connection starts, as far as a check "
                                         "without a password can see"));
  EXPECT_THAT(note_of(result), testing::Not(HasSubstr("would help")));
  for (const auto& request : flex.transport.requests())
    EXPECT_THAT(request.body, testing::Not(HasSubstr("correct")));
}

// Both connections meet the same provider, account and certificate.
TEST(CounterCheck, ClaimsNothingWhereTheOtherOneWouldMeetTheSame) {
  for (const lab::Drill* drill :
       {lab::drill_named("wrong-entity-id"), lab::drill_named("wrong-password"),
        lab::drill_named("wrong-certificate"), lab::drill_named("tls-expired")}) {
    const auto result =
        run(*drill, "self-hosted", [](model::CheckSpec& spec) { spec.counter_check = true; });
    EXPECT_EQ(result.verdict, Verdict::Critical) << drill->name;
    EXPECT_EQ(note_of(result), "") << drill->name;
    for (const model::Step& step : result.steps) EXPECT_NE(step.leg, "counter-check");
  }
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
  EXPECT_THAT(note_of(result), HasSubstr("the legacy connection starts, as far as"));
}

// Whatever came of it: an answer about the connection that was asked about.
TEST(Question, IsThatOfTheUserAlsoWhereTheLoginEndedAtOnce) {
  ScriptedFlex flex = without_legacy();
  flex.spec.counter_check = false;
  flex.transport.on_get(kPage, answer(503, {}));
  EXPECT_EQ(flex.run().question, model::Question::Legacy);
  ScriptedFlex reverted = without_legacy();
  reverted.spec.after_revert = true;
  EXPECT_EQ(reverted.run().question, model::Question::AfterRevert);
  ScriptedFlex migrated;
  migrated.spec.migrated_on = "2026-11-01";
  EXPECT_EQ(migrated.run().question, model::Question::Migrated);
  EXPECT_EQ(ScriptedFlex().run().question, model::Question::Finish);
}

TEST(Question, IsTheLegacyOneWhereTheLoginTurnedOutToBeLegacy) {
  const auto result = run(kNothing, "legacy-self-hosted", auto_kind);
  EXPECT_EQ(result.question, model::Question::Legacy);
  EXPECT_THAT(model::sentence(model::last_line_of(result)),
              HasSubstr("through the legacy connection: cannot tell (the login of the test account "
                        "worked, but nobody said"));
}

// Not active yet is the normal state before Finish; after the migration it is a fault.
TEST(InactiveConnection, IsCriticalOnlyAfterTheMigration) {
  for (const auto& [migrated_on, severity] :
       {std::pair{"", model::Severity::Note}, std::pair{"2026-11-01", model::Severity::Critical}}) {
    ScriptedFlex flex;
    flex.spec.sso_profile = "JQ00000000000000000000000000000001";
    flex.spec.migrated_on = migrated_on;
    flex.transport.on_get(kDiscovery, json(R"({"config_list":[{"connection_name":
        "JQ00000000000000000000000000000001","client_id":"X","account_sid":
        "AC00000000000000000000000000000001","active":false}]})"));
    const auto result = flex.run();
    EXPECT_EQ(result.reached, model::Depth::AuthnRequest) << "discovery alone ends nothing";
    ASSERT_EQ(first_id(result), "connection-inactive");
    EXPECT_EQ(result.findings.front().severity, severity);
  }
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

// A connection that was seen to answer says more than the calendar.
TEST(DaysLeft, SayWhatWasSeenOfTheLegacyConnection) {
  ScriptedFlex flex;
  flex.spec.migrated_on = "2026-09-01";
  EXPECT_THAT(note_of(flex.run()), HasSubstr("whether it can still be switched back to was not"));
  const auto works = run(kNothing, "legacy-self-hosted",
                         [](model::CheckSpec& spec) { spec.migrated_on = "2026-03-01"; });
  EXPECT_THAT(note_of(works),
              HasSubstr("are over (migrated on 2026-03-01); the legacy login works"));
}

}  // namespace
}  // namespace flexverify::test
