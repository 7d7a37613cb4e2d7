// Logins at the look-alikes of real providers: the usual way through, and each of their failures.
#include <gtest/gtest.h>

#include <iostream>

#include "tests/flows/scripted_flex.h"
#include "tests/lab/look_alike_template.h"
#include "tests/support/lab_login.h"

namespace flexverify::test {
namespace {

using model::Severity;
using model::Verdict;

std::string told(const model::CheckResult& result) {
  std::string text;
  for (const model::Step& step : result.steps) text += "\n  " + step.leg + ": " + step.summary;
  for (const model::Finding& finding : result.findings)
    text += "\n  " + std::string(model::info(finding.code).id) + ": " + finding.detail;
  return text;
}

// Named or found by itself, the adapter gets through.
TEST(LookAlikes, LetTheUserIn) {
  for (const lab::LookAlike* look_alike : lab::look_alikes()) {
    if (lab::screen_named(*look_alike, "saml-response") == nullptr) continue;
    for (const std::string_view adapter : {look_alike->adapter, std::string_view("auto")}) {
      lab::Lab lab({});
      lab.start();
      model::CheckSpec spec = spec_for(lab.world(), look_alike->name);
      spec.idp.adapter = adapter;
      const auto result = run_in_lab(lab, spec, trust_in(lab));
      EXPECT_EQ(result.verdict, Verdict::Ok) << look_alike->name << told(result);
      EXPECT_EQ(result.reached, model::Depth::Loaded) << look_alike->name;
      EXPECT_EQ(result.idp_adapter, look_alike->adapter);
    }
  }
}

model::CheckResult run_drill(const lab::Drill& drill) {
  lab::Lab lab({.drill = &drill});
  lab.start();
  return run_in_lab(lab, spec_for(lab.world(), drill.target), trust_in(lab));
}

bool is_false_pass(const lab::Drill& drill, const model::CheckResult& result) {
  const bool warns = model::info(drill.expected).severity == Severity::Warning;
  return result.verdict == Verdict::Ok || (!warns && result.verdict == Verdict::Warning);
}

TEST(LookAlikes, FailuresAreNamedFirst) {
  std::size_t drills = 0, false_passes = 0;
  for (const lab::Drill& drill : lab::all_drills()) {
    if (drill.look_alike.empty()) continue;
    ++drills;
    const auto result = run_drill(drill);
    const std::string expected(model::info(drill.expected).id), found = first_id(result);
    std::cout << (found == expected ? "ok    " : "WRONG ") << drill.name << ": " << drill.plants
              << " -> " << found << " (" << model::name_of(result.verdict) << ")\n";
    EXPECT_EQ(found, expected) << drill.name << told(result);
    if (is_false_pass(drill, result)) ++false_passes;
  }
  std::cout << drills << " drills at look-alikes, " << false_passes << " false passes\n";
  EXPECT_EQ(false_passes, 0U);
}

// A step that was left out, or a token of an earlier page, is refused.
TEST(LookAlikes, NameTheirDrillsAfterThemselves) {
  for (const lab::LookAlike* look_alike : lab::look_alikes())
    for (const lab::Detour& detour : look_alike->detours) {
      EXPECT_TRUE(detour.drill.starts_with(look_alike->adapter)) << detour.drill;
      EXPECT_NE(lab::screen_named(*look_alike, detour.from), nullptr) << detour.drill;
      EXPECT_NE(lab::screen_named(*look_alike, detour.to), nullptr) << detour.drill;
    }
}

}  // namespace
}  // namespace flexverify::test
