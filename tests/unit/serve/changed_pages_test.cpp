// What is told when a page of the identity provider is made otherwise than before.
#include "verifier/serve/changed_pages.h"

#include <gtest/gtest.h>

namespace flexverify::serve {
namespace {

model::CheckResult run_with(std::vector<model::PageFact> pages) {
  model::CheckResult result;
  result.verdict = model::Verdict::Ok;
  result.pages = std::move(pages);
  return result;
}

TEST(ChangedPages, AreNotesAndChangeNoVerdict) {
  auto now = run_with({{3, "okta", "identify", "aaa"}, {5, "okta", "password", "ccc"}});
  const auto before = run_with({{2, "okta", "identify", "aaa"}, {4, "okta", "password", "bbb"}});
  EXPECT_EQ(note_changed_pages(now, before), 1U);
  ASSERT_EQ(now.findings.size(), 1U);
  EXPECT_EQ(now.findings[0].code, model::Code::PageChanged);
  EXPECT_EQ(now.findings[0].severity, model::Severity::Note);
  EXPECT_EQ(now.findings[0].found, "ccc");
  EXPECT_EQ(now.findings[0].expected, "bbb");
  EXPECT_EQ(now.findings[0].exchange, 5U);
  EXPECT_EQ(now.verdict, model::Verdict::Ok);
}

TEST(ChangedPages, WhatOnlyOneRunSawIsNone) {
  auto now = run_with({{1, "okta", "identify", "aaa"}, {2, "okta", "code", "ddd"}});
  EXPECT_EQ(note_changed_pages(now, run_with({{1, "entra", "identify", "bbb"}})), 0U);
  EXPECT_EQ(note_changed_pages(now, run_with({{1, "okta", "identify", ""}})), 0U);
  EXPECT_TRUE(now.findings.empty());
}

TEST(ChangedPages, TheFirstPageOfAStateStandsForIt) {
  auto now = run_with({{1, "okta", "poll", "aaa"}, {2, "okta", "poll", "bbb"}});
  EXPECT_EQ(note_changed_pages(now, run_with({{1, "okta", "poll", "aaa"}})), 0U);
}

}  // namespace
}  // namespace flexverify::serve
