// Reports in pieces: what is written before and behind the checks needs their summaries alone.
#include <gtest/gtest.h>

#include "reports/renderer.h"
#include "tests/reports/sample_runs.h"

namespace flexverify::reports {
namespace {

TEST(Pieces, HeadAndTailAreTheSameOfSummaries) {
  for (const auto& [name, run] : sample_runs()) {
    model::Run summaries = run;
    for (model::CheckResult& check : summaries.checks) check = summary_of(check);
    for (const Renderer& renderer : all_renderers()) {
      const auto* pieces = std::get_if<const Pieces*>(&renderer.way);
      if (pieces == nullptr) continue;
      for (const Detail detail : {Detail::Brief, Detail::Normal, Detail::Verbose}) {
        const RenderOptions options{.width = 120, .detail = detail};
        EXPECT_EQ((*pieces)->head(summaries, options), (*pieces)->head(run, options))
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
