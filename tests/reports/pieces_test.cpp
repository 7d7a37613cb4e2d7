// Reports in pieces: what is written before and behind the checks needs their summaries alone.
#include <gtest/gtest.h>

#include "reports/renderer.h"
#include "tests/reports/sample_runs.h"

namespace flexverify::reports {
namespace {

std::string head_of(const Pieces& pieces, const model::Run& run, const RenderOptions& options) {
  std::string text;
  pieces.head(run, options, [&](std::string_view some) { return text += some, true; });
  return text;
}

// A run of many checks is written a few at a time: each metric is named once all the same.
TEST(Pieces, AMetricOfManyChecksHasOneHeading) {
  model::Run run = sample_runs().front().run;
  const model::CheckResult check = run.checks.front();
  run.checks.clear();
  for (int i = 0; i < 450; ++i) {
    run.checks.push_back(check);
    run.checks.back().name = "target-" + std::to_string(i);
  }
  const std::string text = head_of(kPrometheusPieces, run, {});
  const auto count = [&](std::string_view word) {
    std::size_t found = 0;
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
      ++found;
    return found;
  };
  EXPECT_EQ(count("# TYPE flexverify_check_verdict "), 1U);
  EXPECT_EQ(count("# TYPE flexverify_check_duration_seconds "), 1U);
  EXPECT_EQ(count("\nflexverify_check_verdict{"), 4 * 450U);
  EXPECT_EQ(count("\nflexverify_check_duration_seconds{"), 450U);
}

TEST(Pieces, HeadAndTailAreTheSameOfSummaries) {
  for (const auto& [name, run] : sample_runs()) {
    model::Run summaries = run;
    for (model::CheckResult& check : summaries.checks) check = summary_of(check);
    for (const Renderer& renderer : all_renderers()) {
      const auto* pieces = std::get_if<const Pieces*>(&renderer.way);
      if (pieces == nullptr) continue;
      for (const Detail detail : {Detail::Brief, Detail::Normal, Detail::Verbose}) {
        const RenderOptions options{.width = 120, .detail = detail};
        EXPECT_EQ(head_of(**pieces, summaries, options), head_of(**pieces, run, options))
            << name << " " << renderer.name;
        EXPECT_EQ((*pieces)->tail(summaries, options), (*pieces)->tail(run, options))
            << name << " " << renderer.name;
      }
    }
  }
}

TEST(Pieces, ASummaryHoldsNoRequestAndNoMessage) {
  for (const auto& [name, run] : sample_runs())
    for (const model::CheckResult& check : run.checks) {
      const model::CheckResult summary = summary_of(check);
      EXPECT_TRUE(summary.exchanges.empty() && summary.pages.empty()) << name;
      EXPECT_FALSE(summary.saml_request || summary.saml_response) << name;
      EXPECT_EQ(summary.findings.size(), check.findings.size()) << name;
    }
}

}  // namespace
}  // namespace flexverify::reports
