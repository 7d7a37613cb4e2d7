// What a browser refuses, and what it takes: every row of the table that Chromium decided
// (tests/interop/browser_rows.json; browser_rows_test.py there asks Chromium again).
#include <gtest/gtest.h>

#include <iostream>

#include "tests/flows/scripted_flex.h"
#include "tests/support/lab_login.h"
#include "verifier/base/files.h"

namespace flexverify::test {
namespace {

constexpr std::size_t kMaxTable = 1024 * 1024;
constexpr const char* kTable = "tests/interop/browser_rows.json";

struct Row {
  lab::Deviation deviation;
  std::string what, target, finding;
  bool logs_in;
  bool is_beyond_us;  // named, and not followed
};

std::vector<Row> rows() {
  const auto json = base::parse_json(base::read_file(kTable, kMaxTable).value()).value();
  const auto deviations = lab::read_deviations(json).value();
  std::vector<Row> all;
  for (std::size_t i = 0; i < deviations.size(); ++i) {
    const base::Json& row = json.array()->at(i);
    const std::string target = row.text("target");
    all.push_back({deviations[i], row.text("what"), target.empty() ? "self-hosted" : target,
                   row.text("finding"), row.find("chromium")->boolean().value(),
                   row.find("unknown") != nullptr});
  }
  return all;
}

model::CheckResult log_in(const Row& row) {
  lab::Lab lab({.deviation = row.deviation});
  lab.start();
  return run_in_lab(lab, spec_for(lab.world(), row.target), trust_in(lab));
}

bool is_logged_in(const model::CheckResult& result) {
  return result.reached == model::Depth::Loaded && result.verdict <= model::Verdict::Warning;
}

bool agrees(const Row& row, const model::CheckResult& result) {
  return row.is_beyond_us ? result.verdict == model::Verdict::Unknown
                          : is_logged_in(result) == row.logs_in;
}

TEST(BrowserRows, AgreeWithChromium) {
  std::size_t agree = 0;
  const std::vector<Row> all = rows();
  for (const Row& row : all) {
    const auto result = log_in(row);
    const std::string detail = result.findings.empty() ? "" : result.findings[0].detail;
    EXPECT_TRUE(agrees(row, result))
        << row.deviation.name << ": " << row.what << "\n  " << first_id(result) << ": " << detail;
    EXPECT_TRUE(row.finding.empty() || first_id(result) == row.finding)
        << row.deviation.name << ": " << first_id(result) << ", not " << row.finding << ": "
        << detail;
    agree += agrees(row, result) ? 1U : 0U;
  }
  std::cout << agree << " of " << all.size() << " rows as Chromium decided\n";
  EXPECT_GE(all.size(), 80U);
}

// A policy that only reports stops nothing, and will when somebody enforces it.
TEST(BrowserRows, APolicyThatOnlyReportsIsANote) {
  for (const Row& row : rows()) {
    if (!row.deviation.name.ends_with("report-only")) continue;
    const auto result = log_in(row);
    EXPECT_EQ(result.verdict, model::Verdict::Ok) << row.deviation.name;
    EXPECT_EQ(first_id(result), "browser-refuses") << row.deviation.name;
    EXPECT_EQ(result.findings.at(0).severity, model::Severity::Note) << row.deviation.name;
  }
}

// The header, its words, the page, whose it is, and what to allow.
TEST(BrowserRows, ARefusalSaysWhatToChange) {
  for (const Row& row : rows()) {
    if (row.finding != "browser-refuses") continue;
    const auto result = log_in(row);
    ASSERT_FALSE(result.findings.empty()) << row.deviation.name;
    const model::Finding& finding = result.findings.front();
    ASSERT_TRUE(finding.fix) << row.deviation.name;
    EXPECT_FALSE(finding.found.empty() || finding.expected.empty()) << row.deviation.name;
    EXPECT_EQ(finding.fix->party == model::kWebServer,
              model::owner_of(finding) == model::Owner::FlexAdmin)
        << row.deviation.name;
  }
}

}  // namespace
}  // namespace flexverify::test
