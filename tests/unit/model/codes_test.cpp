#include "verifier/model/codes.h"

#include <gtest/gtest.h>

#include <set>

#include "verifier/model/depth.h"
#include "verifier/model/guidance.h"
#include "verifier/model/verdict.h"

namespace flexverify::model {
namespace {

TEST(Codes, EveryRowIsWhole) {
  std::set<std::string_view> ids;
  for (const CodeInfo& row : all_codes()) {
    EXPECT_TRUE(ids.insert(row.id).second) << row.id << " twice";
    EXPECT_EQ(&info(row.code), &row);
    EXPECT_EQ(code_named(row.id), &row);
    EXPECT_FALSE(row.title.empty() || row.hint.empty()) << row.id;
    EXPECT_NE(row.title.back(), '.') << row.id;
    EXPECT_EQ(row.hint.back(), '.') << row.id;
    EXPECT_FALSE(name_of(row.stage).empty() || name_of(row.owner).empty()) << row.id;
  }
  EXPECT_EQ(code_named("no-such-code"), nullptr);
}

TEST(Guidance, IsASentenceAboutEachFinding) {
  for (const CodeInfo& row : all_codes()) {
    EXPECT_EQ(guidance(row.code).code, row.code);
    EXPECT_GT(guidance(row.code).why.size(), 20U) << row.id;
    EXPECT_EQ(guidance(row.code).why.back(), '.') << row.id;
    EXPECT_NE(guidance(row.code).why, row.hint) << row.id;
    EXPECT_FALSE(proof_of(row.stage).command.empty() || proof_of(row.stage).seen.empty()) << row.id;
  }
}

Finding of(Severity severity) {
  Finding finding = make_finding(Code::Timeout, "");
  finding.severity = severity;
  return finding;
}

TEST(Verdict, IsNeverRoundedUp) {
  EXPECT_EQ(verdict_of({}, Goal::Reached), Verdict::Ok);
  EXPECT_EQ(verdict_of({}, Goal::NotReached), Verdict::Unknown);
  const std::vector<Finding> note = {of(Severity::Note)};
  EXPECT_EQ(verdict_of(note, Goal::Reached), Verdict::Ok);
  const std::vector<Finding> warning = {of(Severity::Warning)};
  EXPECT_EQ(verdict_of(warning, Goal::Reached), Verdict::Warning);
  EXPECT_EQ(verdict_of(warning, Goal::NotReached), Verdict::Unknown);
  const std::vector<Finding> all = {of(Severity::Critical), of(Severity::Unknown)};
  EXPECT_EQ(verdict_of(all, Goal::NotReached), Verdict::Critical);
}

TEST(Verdict, HasOneExitCode) {
  EXPECT_EQ(exit_code(Verdict::Ok), 0);
  EXPECT_EQ(exit_code(Verdict::Warning), 1);
  EXPECT_EQ(exit_code(Verdict::Critical), 2);
  EXPECT_EQ(exit_code(Verdict::Unknown), 3);
  EXPECT_EQ(worst(Verdict::Unknown, Verdict::Critical), Verdict::Critical);
  EXPECT_EQ(worst(Verdict::Warning, Verdict::Unknown), Verdict::Unknown);
}

TEST(Names, GoBothWays) {
  for (const Depth depth : kDepths) EXPECT_EQ(depth_named(name_of(depth)), depth);
  EXPECT_EQ(depth_named("none"), std::nullopt);
  EXPECT_EQ(setup_named("self-hosted"), Setup::SelfHosted);
  EXPECT_EQ(connection_named("oauth2"), ConnectionKind::OAuth2);
  EXPECT_EQ(connection_named("OAuth2"), std::nullopt);
}

}  // namespace
}  // namespace flexverify::model
