#include <gtest/gtest.h>

#include <string>

#include "reports/layout.h"
#include "reports/renderer.h"
#include "reports/step_line.h"
#include "sample_runs.h"
#include "tests/support/golden.h"
#include "verifier/base/text.h"

namespace flexverify::reports {
namespace {

using testing_support::expect_golden;

RenderOptions with_width(std::size_t width) {
  RenderOptions options;
  options.width = width;
  return options;
}

TEST(Text, IsTheGoldenOne) {
  for (const auto& [name, run] : sample_runs())
    for (const std::size_t width : {60U, 80U, 140U})
      expect_golden("tests/reports/golden/" + name + "-" + std::to_string(width) + ".txt",
                    render_text(run, with_width(width)));
}

TEST(Text, IsTheGoldenOneWithRequestsAndColour) {
  RenderOptions options = with_width(80);
  options.detail = Detail::Verbose;
  expect_golden("tests/reports/golden/wrong-value-verbose.txt",
                render_text(run_of({wrong_value_check()}), options));
  options.detail = Detail::Brief;
  expect_golden("tests/reports/golden/wrong-value-brief.txt",
                render_text(run_of({wrong_value_check()}), options));
  options.color = Color::Always;
  options.detail = Detail::Normal;
  expect_golden("tests/reports/golden/ok-colour.txt",
                render_text(run_of({working_check()}), options));
}

bool is_last_line(std::string_view line) {
  return line.starts_with("Safe to click") || line.starts_with("Agents can log in");
}

TEST(Text, NeverOverflows) {
  for (const auto& [name, run] : sample_runs())
    for (const std::size_t width : {40U, 41U, 60U, 75U, 76U, 80U, 81U, 100U, 101U, 140U})
      for (const Detail detail : {Detail::Brief, Detail::Normal, Detail::Verbose}) {
        RenderOptions options = with_width(width);
        options.detail = detail;
        const std::string text = render_text(run, options);
        for (const std::string_view line : base::split(text, '\n'))
          ASSERT_TRUE(is_last_line(line) || display_width(line) <= width) << name << ": " << line;
      }
}

TEST(Text, LetsNoControlThrough) {
  for (const auto& [name, run] : sample_runs()) {
    const std::string text = render_text(run, with_width(80));
    EXPECT_TRUE(base::is_valid_utf8(text)) << name;
    for (const char c : text)
      ASSERT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20) << name;
    EXPECT_FALSE(base::contains(text, "\u202e")) << name;
  }
}

std::string end_of(const model::Run& run, std::size_t width = 80) {
  const std::string text = render_text(run, with_width(width));
  return text.substr(text.rfind("─") + std::string_view("─\n").size());
}

TEST(Text, EndsWithWhatWasProved) {
  EXPECT_EQ(end_of(run_of({working_check()})), "Safe to click Finish: yes\n");
  model::CheckResult landing = working_check();
  landing.depth = landing.reached = model::Depth::Landing;
  landing.findings.clear();
  EXPECT_EQ(end_of(run_of({landing})),
            "Safe to click Finish: cannot tell (checked as far as landing)\n");
}

TEST(Text, WhatToChangeStandsAboveALineThatIsNoYes) {
  EXPECT_EQ(end_of(run_of({wrong_value_check()})),
            " This is the Entity ID of the legacy connection: the identity provider still\n"
            " holds the old values.\n"
            " → Azure AD › SAML › General SAML settings › Identifier (Entity ID)\n"
            "Safe to click Finish: no\n");
  model::CheckResult legacy = wrong_value_check();
  legacy.question = model::Question::Legacy;
  legacy.findings = {model::make_finding(model::Code::AccountLocked, "It was locked at noon.")};
  EXPECT_EQ(end_of(run_of({working_check(), legacy}), 140),
            "Safe to click Finish: yes\n"
            " acme-stage: It was locked at noon.\n"
            " → Unlock it in the identity provider, and find out who locked it.\n"
            "Agents can log in through the legacy connection: cannot tell (the test account is "
            "locked)\n");
}

// People and scripts look for the line as it is, so a narrow terminal does not break it.
TEST(Text, NeverWrapsTheLastLine) {
  model::CheckResult check = working_check();
  check.findings = {model::make_finding(model::Code::OauthConfigMissing, "")};
  EXPECT_TRUE(
      base::contains(render_text(run_of({check}), with_width(40)),
                     "\nSafe to click Finish: cannot tell (appConfig.js has no oauth object "
                     "yet: until it has, agents keep the legacy login)\n"));
}

TEST(Text, LeavesOutStepsThatWereSeen) {
  RenderOptions options = with_width(80);
  options.steps = StepLines::Hidden;
  const std::string text = render_text(run_of({working_check()}), options);
  EXPECT_FALSE(base::contains(text, "sign-in"));
  EXPECT_TRUE(base::contains(text, "saml-certificate-expires-soon"));
}

TEST(StepLine, EndsAtTheWidthAndNamesItsTarget) {
  const model::Step step = working_check().steps[0];
  EXPECT_EQ(step_line(step, "", 80, Color::Never),
            " ✓ page       agents.acme.example serves Flex UI 2.17.1, oauth configured  84 ms\n");
  const std::string named = step_line(step, "acme-prod", 100, Color::Never);
  EXPECT_TRUE(named.starts_with(" ✓ acme-prod  page       agents.acme.example"));
  EXPECT_EQ(display_width(named), 100U + 1);  // the newline counts as one
}

TEST(Layout, CountsColumns) {
  const std::vector<std::pair<std::string, std::size_t>> rows = {
      {"", 0}, {"abc", 3}, {"✓ é", 3}, {"客服", 4}, {"e\u0301", 1}, {"›…·", 3}, {"😀", 2}};
  for (const auto& [text, width] : rows) EXPECT_EQ(display_width(text), width) << text;
}

TEST(Layout, CutsAtTheWidth) {
  EXPECT_EQ(cut("abcdef", 6), "abcdef");
  EXPECT_EQ(cut("abcdefg", 6), "abcde…");
  EXPECT_EQ(cut("客服客服", 6), "客服…");
}

TEST(Layout, WrapsAtSpacesAndBreaksLongWords) {
  using Lines = std::vector<std::string>;
  EXPECT_EQ(wrap("", 10), Lines{""});
  EXPECT_EQ(wrap("one two three", 8), (Lines{"one two", "three"}));
  EXPECT_EQ(wrap("a abcdefghijklm b", 8), (Lines{"a", "abcdefgh", "ijklm b"}));
  EXPECT_EQ(wrap("客服客服客服", 9), (Lines{"客服客服", "客服"}));
}

}  // namespace
}  // namespace flexverify::reports
