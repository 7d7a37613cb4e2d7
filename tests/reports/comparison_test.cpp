#include "reports/comparison.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "reports/layout.h"
#include "sample_runs.h"
#include "tests/support/golden.h"
#include "verifier/base/json.h"
#include "verifier/base/text.h"

namespace flexverify::reports {
namespace {

const ComparisonRow* row_named(const Comparison& comparison, std::string_view what) {
  for (const CheckComparison& check : comparison.checks)
    for (const ComparisonRow& row : check.rows)
      if (row.what == what) return &row;
  return nullptr;
}

TEST(Comparison, IsTheGoldenOne) {
  const auto comparison = compare(run_of({working_check()}), run_of({wrong_value_check()}));
  for (const std::size_t width : {60U, 80U, 140U})
    testing_support::expect_golden(
        "tests/reports/golden/compared-" + std::to_string(width) + ".txt",
        comparison_text(comparison, {.width = width}));
  testing_support::expect_golden("tests/reports/golden/compared.json", comparison_json(comparison));
  testing_support::expect_golden("tests/reports/golden/compared.html", comparison_html(comparison));
}

TEST(Comparison, OfARunWithItselfIsTheSame) {
  for (const auto& [name, run] : sample_runs()) EXPECT_TRUE(is_same(compare(run, run))) << name;
}

// A login never takes the same time twice.
TEST(Comparison, TimesAreNoDifference) {
  model::Run later = run_of({working_check()});
  later.checks[0].duration += base::Millis{900};
  later.checks[0].steps[0].duration += base::Millis{900};
  later.checks[0].exchanges[0].timings.total += base::Millis{900};
  const auto comparison = compare(run_of({working_check()}), later);
  EXPECT_TRUE(is_same(comparison));
  EXPECT_EQ(row_named(comparison, "whole check")->state, RowState::Measured);
}

TEST(Comparison, SeesWhatAMigrationChanges) {
  model::Run after = run_of({wrong_value_check()});
  after.checks[0].connection = model::ConnectionKind::Legacy;
  after.checks[0].saml_request->issuer = "https://iam.twilio.com/v1/Accounts/AC1/saml2/metadata";
  after.checks[0].certificates[0].sha256 = std::string(64, 'b');
  after.checks[0].flex.roles = {"agent", "admin"};
  const auto comparison = compare(run_of({wrong_value_check()}), after);
  EXPECT_FALSE(is_same(comparison));
  for (const char* what :
       {"connection", "Entity ID", "certificate tls acme.okta.example", "roles in Flex"}) {
    const ComparisonRow* row = row_named(comparison, what);
    ASSERT_NE(row, nullptr) << what;
    EXPECT_EQ(row->state, RowState::Different) << what;
  }
  EXPECT_EQ(row_named(comparison, "Audience")->state, RowState::Same);
}

TEST(Comparison, ShowsTheHopsThatCameAndWent) {
  model::Run after = run_of({working_check()});
  auto& exchanges = after.checks[0].exchanges;
  exchanges.erase(exchanges.begin() + 1);
  exchanges.insert(exchanges.begin() + 3,
                   sample_exchange(4, "GET", "https://new.example/x?q=1", 302));
  const auto comparison = compare(run_of({working_check()}), after);
  EXPECT_EQ(row_named(comparison, "hop gone")->before,
            "GET agents.acme.example/assets/config/appConfig.js 200");
  EXPECT_EQ(row_named(comparison, "hop added")->after, "GET new.example/x 302");
}

TEST(Comparison, PairsChecksByName) {
  model::CheckResult other = working_check();
  other.name = "acme-new";
  const auto comparison =
      compare(run_of({working_check(), wrong_value_check()}), run_of({working_check(), other}));
  ASSERT_EQ(comparison.checks.size(), 3U);
  EXPECT_EQ(comparison.checks[1].name, "acme-stage");
  EXPECT_EQ(comparison.checks[2].name, "acme-new");
  EXPECT_FALSE(is_same(comparison));
}

TEST(Comparison, NeverOverflows) {
  const auto comparison = compare(run_of({unclear_check()}), run_of({wrong_value_check()}));
  for (const std::size_t width : {40U, 60U, 80U, 140U}) {
    const std::string text =
        comparison_text(comparison, {.width = width, .detail = Detail::Verbose});
    for (const std::string_view line : base::split(text, '\n'))
      ASSERT_LE(display_width(line), width) << line;
    EXPECT_FALSE(base::contains(text, "\x1b"));
  }
}

}  // namespace
}  // namespace flexverify::reports
