// Contract: what the last line says, row by row.
#include "verifier/model/last_line.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace flexverify::model {
namespace {

// As the end of a check makes it: the verdict follows from findings and depth.
CheckResult check(Question question, Depth reached, std::vector<Finding> findings = {},
                  Depth asked = Depth::Loaded) {
  CheckResult result;
  result.question = question;
  result.depth = asked;
  result.reached = reached;
  result.verdict = verdict_of(findings, reached >= asked ? Goal::Reached : Goal::NotReached);
  result.findings = std::move(findings);
  return result;
}

Finding found(Code code) { return make_finding(code, "seen"); }
Finding found(Code code, Severity severity) {
  Finding finding = found(code);
  finding.severity = severity;
  return finding;
}

struct Row {
  CheckResult check;
  std::string line;
};

void expect_lines(const std::vector<Row>& rows) {
  for (const Row& row : rows) EXPECT_EQ(sentence(last_line_of(row.check)), row.line);
}

TEST(LastLine, IsYesForALoginThatLoadedFlexOnly) {
  expect_lines({
      {check(Question::Finish, Depth::Loaded), "Safe to click Finish: yes"},
      {check(Question::Finish, Depth::Loaded, {found(Code::SamlWeakAlgorithm)}),
       "Safe to click Finish: yes"},
      {check(Question::Finish, Depth::Loaded, {found(Code::PageChanged)}),
       "Safe to click Finish: yes"},
      {check(Question::Legacy, Depth::Loaded, {found(Code::LegacyDeprecated)}),
       "Agents can log in through the legacy connection: yes"},
      {check(Question::AfterRevert, Depth::Loaded),
       "Agents can log in through the legacy connection: yes"},
      {check(Question::Migrated, Depth::Loaded), "Agents can log in: yes"},
  });
}

TEST(LastLine, SaysHowFarALessDeepCheckWent) {
  const std::vector<std::pair<Depth, std::string>> depths = {{Depth::Page, "page"},
                                                             {Depth::AuthnRequest, "authn-request"},
                                                             {Depth::Assertion, "assertion"},
                                                             {Depth::Landing, "landing"}};
  for (const auto& [depth, name] : depths) {
    const std::string reason = ": cannot tell (checked as far as " + name + ")";
    const std::vector<Finding> warning = {found(Code::TlsExpiresSoon)};
    expect_lines({{check(Question::Finish, depth, {}, depth), "Safe to click Finish" + reason},
                  {check(Question::Finish, depth, warning, depth), "Safe to click Finish" + reason},
                  {check(Question::Legacy, depth, {}, depth),
                   "Agents can log in through the legacy connection" + reason},
                  {check(Question::Migrated, depth, {}, depth), "Agents can log in" + reason}});
  }
  expect_lines({{check(Question::Finish, Depth::None),
                 "Safe to click Finish: cannot tell (nothing was reached)"}});
}

TEST(LastLine, IsNoWhereSomethingCriticalKeepsAgentsOut) {
  const std::vector<Finding> out = {found(Code::SamlAudienceMismatch)};
  expect_lines({
      {check(Question::Finish, Depth::Assertion, out), "Safe to click Finish: no"},
      {check(Question::Legacy, Depth::Assertion, out),
       "Agents can log in through the legacy connection: no"},
      {check(Question::AfterRevert, Depth::Loaded, {found(Code::RevertIncomplete)}),
       "Agents can log in through the legacy connection: no"},
      {check(Question::Migrated, Depth::Assertion, out), "Agents can log in: no"},
      // A preflight that found the fault knows it as well as a whole login.
      {check(Question::Finish, Depth::Page, {found(Code::EntityIdMismatch)}, Depth::AuthnRequest),
       "Safe to click Finish: no"},
      // Whatever else is unclear beside it.
      {check(Question::Finish, Depth::Page,
             {found(Code::CredentialsRejected), found(Code::BundleMissing)}),
       "Safe to click Finish: no"},
      {check(Question::Finish, Depth::Page, {found(Code::Interrupted), found(Code::BundleMissing)}),
       "Safe to click Finish: no"},
  });
}

TEST(LastLine, TheTestAccountAndThisMachineSayNothingOfAgents) {
  const auto line = [](Finding finding) {
    return sentence(
        last_line_of(check(Question::Finish, Depth::AuthnRequest, {std::move(finding)})));
  };
  const std::string open = "Safe to click Finish: cannot tell ";
  EXPECT_EQ(line(found(Code::CredentialsRejected)), open + "(the test account was refused)");
  EXPECT_EQ(line(found(Code::MfaRejected)), open + "(the test account was refused)");
  EXPECT_EQ(line(found(Code::AccountLocked)), open + "(the test account is locked)");
  EXPECT_EQ(line(found(Code::UserNotAssigned)),
            open + "(the user is not assigned to the Flex application)");
  EXPECT_EQ(line(found(Code::PolicyDenied)), open + "(a sign-on policy denies this login)");
  EXPECT_EQ(line(found(Code::SecretMissing)), open + "(a secret is needed and none could be read)");
  EXPECT_EQ(line(found(Code::Timeout)), open + "(a server did not answer in time)");
  EXPECT_EQ(line(found(Code::Interrupted)), open + "(the check was stopped before its end)");
  EXPECT_EQ(line(found(Code::InternalBug)), open + "(flexverify itself is at fault)");
  // A fault of the network that only this machine may have.
  EXPECT_EQ(line(found(Code::DnsFailed, Severity::Unknown)),
            open + "(a host name could not be resolved)");
}

TEST(LastLine, WaitsForThePageWithoutOauth) {
  const std::string yet =
      "Safe to click Finish: cannot tell (appConfig.js has no oauth object yet: until it has, "
      "agents keep the legacy login)";
  expect_lines({
      // The connection was named, and all the rest was verified.
      {check(Question::Finish, Depth::Loaded, {found(Code::OauthConfigMissing, Severity::Warning)}),
       yet},
      {check(Question::Finish, Depth::Page, {found(Code::OauthConfigMissing)}), yet},
      {check(Question::Finish, Depth::Loaded, {found(Code::OauthConfigMissing, Severity::Note)}),
       "Safe to click Finish: yes"},
      {check(Question::Migrated, Depth::Loaded,
             {found(Code::OauthConfigMissing, Severity::Warning)}),
       "Agents can log in: cannot tell (appConfig.js has no oauth object: agents still get the "
       "legacy login)"},
      {check(Question::AfterRevert, Depth::Loaded,
             {found(Code::OauthConfigMissing, Severity::Warning)}),
       "Agents can log in through the legacy connection: yes"},
  });
}

TEST(LastLine, ALegacyLoginThatNobodyAskedForIsNoYes) {
  for (const Code code :
       {Code::OauthConfigMissing, Code::ConnectionNotFound, Code::ConnectionInactive})
    expect_lines({{check(Question::Legacy, Depth::Loaded, {found(code, Severity::Unknown)}),
                   "Agents can log in through the legacy connection: cannot tell (the login of the "
                   "test account worked, but nobody said whether agents should still use it)"},
                  {check(Question::Legacy, Depth::Page, {found(code, Severity::Unknown)}),
                   "Agents can log in through the legacy connection: cannot tell (nobody said "
                   "whether agents should still use it)"}});
}

TEST(LastLine, EveryCodeOfTheTableHasItsAnswer) {
  for (const CodeInfo& row : all_codes()) {
    const LastLine line =
        last_line_of(check(Question::Finish, Depth::Loaded, {found(row.code, Severity::Critical)}));
    EXPECT_EQ(line.answer, row.agents == Agents::No ? Answer::No : Answer::CannotTell) << row.id;
    EXPECT_EQ(line.reason.empty(), line.answer == Answer::No) << row.id;
  }
}

TEST(LastLine, OneOfEachKindTheWorstOfItsKind) {
  std::vector<CheckResult> checks = {
      check(Question::Finish, Depth::Loaded),
      check(Question::Legacy, Depth::Loaded),
      check(Question::Finish, Depth::Page, {}, Depth::Page),
      check(Question::AfterRevert, Depth::Loaded, {found(Code::RevertIncomplete)}),
      check(Question::Migrated, Depth::Loaded),
  };
  EXPECT_EQ(last_lines(checks),
            (std::vector<std::string>{"Safe to click Finish: cannot tell (checked as far as page)",
                                      "Agents can log in through the legacy connection: no",
                                      "Agents can log in: yes"}));
  checks.push_back(check(Question::Finish, Depth::Assertion, {found(Code::AcsRejected)}));
  EXPECT_EQ(last_lines(checks).front(), "Safe to click Finish: no");
  EXPECT_EQ(last_lines_of(checks).front().check, 5U);
  EXPECT_TRUE(last_lines({}).empty());
}

TEST(LastLine, ShowsTheFindingThatDecidesFirst) {
  const CheckResult no = check(Question::Finish, Depth::Page,
                               {found(Code::CredentialsRejected), found(Code::BundleMissing)});
  EXPECT_EQ(first_to_read(last_line_of(no), no)->code, Code::BundleMissing);
  const CheckResult less =
      check(Question::Finish, Depth::Page, {found(Code::TlsExpiresSoon)}, Depth::Page);
  EXPECT_EQ(first_to_read(last_line_of(less), less)->code, Code::TlsExpiresSoon);
  const CheckResult yes = check(Question::Finish, Depth::Loaded, {found(Code::TlsExpiresSoon)});
  EXPECT_EQ(first_to_read(last_line_of(yes), yes), nullptr);
}

}  // namespace
}  // namespace flexverify::model
