// Every drill of the lab: a fault is planted, and the finding that names it must come first.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>

#include "tests/flows/scripted_flex.h"
#include "tests/support/drill_table.h"
#include "tests/support/lab_login.h"
#include "verifier/base/text.h"

namespace flexverify::test {
namespace {

using model::Verdict;

std::string told(const model::CheckResult& result) {
  std::string text;
  for (const model::Step& step : result.steps) text += "\n  " + step.leg + ": " + step.summary;
  for (const model::Finding& finding : result.findings)
    text += "\n  " + std::string(model::info(finding.code).id) + ": " + finding.detail + " [" +
            finding.found + "]";
  return text;
}

model::CheckResult run_drill(const lab::Drill* drill, std::string_view target) {
  lab::Lab lab({.drill = drill});
  lab.start();
  model::CheckSpec spec = spec_for(lab.world(), target);
  if (drill != nullptr && drill->expected == model::Code::Timeout)
    spec.timeout = base::Millis{1'500};
  return run_in_lab(lab, spec, trust_in(lab));
}

TEST(Drills, WithoutAFaultEveryTargetLoads) {
  lab::Lab lab({});
  lab.start();
  const auto trust = trust_in(lab);
  for (const lab::Target& target : lab.world().targets) {
    if (target.look_alike != nullptr) continue;  // look_alikes_test.cpp
    const auto result = run_in_lab(lab, spec_for(lab.world(), target.name), trust);
    const bool legacy = target.kind == lab::ConnectionKind::Legacy;
    EXPECT_EQ(result.verdict, legacy ? Verdict::Warning : Verdict::Ok) << first_id(result);
    if (legacy) {
      EXPECT_EQ(ids_of(result), std::vector<std::string>{"legacy-deprecated"});
    }
    EXPECT_EQ(result.reached, model::Depth::Loaded) << target.name;
  }
}

TEST(Drills, WhatServicesMayDoIsNoFault) {
  for (const lab::Drill& variation : lab::all_variations()) {
    const auto result = run_drill(&variation, variation.target);
    EXPECT_EQ(result.reached, model::Depth::Loaded) << variation.name << first_id(result);
    EXPECT_LE(result.verdict, Verdict::Warning) << variation.name << ": " << first_id(result);
    for (const auto& finding : result.findings)
      EXPECT_NE(finding.code, variation.expected) << variation.name << ": " << finding.detail;
  }
}

// Hosted pages exchange at preview, self-hosted ones at services (Flex UI 2.17).
TEST(Drills, TheExchangeThatWorkedIsInTheResult) {
  EXPECT_EQ(run_drill(nullptr, "self-hosted").exchange_used, "A");
  EXPECT_EQ(run_drill(nullptr, "hosted").exchange_used, "B");
  EXPECT_EQ(run_drill(nullptr, "legacy-hosted").exchange_used, "");
  EXPECT_EQ(run_drill(lab::drill_named("exchange-not-there"), "self-hosted").exchange_used, "B");
  EXPECT_EQ(run_drill(lab::drill_named("exchange-failed"), "self-hosted").exchange_used, "");
}

// Each drill is a test of its own.
class Drill : public testing::TestWithParam<const lab::Drill*> {
 public:
  static void TearDownTestSuite() {
    std::cout << ran << " drills, " << false_passes << " false passes\n";
  }
  static inline int ran = 0, false_passes = 0;
};

TEST_P(Drill, IsNamedFirst) {
  const lab::Drill& drill = *GetParam();
  const auto result = run_drill(&drill, drill.target);
  EXPECT_TRUE(print_drill(drill, result)) << told(result);
  EXPECT_FALSE(is_false_pass(drill, result)) << told(result);
  EXPECT_EQ(std::ranges::count(ids_of(result), "internal-bug"), 0) << told(result);
  ++ran;
  false_passes += is_false_pass(drill, result) ? 1 : 0;
}

std::vector<const lab::Drill*> all() {
  std::vector<const lab::Drill*> drills;
  for (const lab::Drill& drill : lab::all_drills()) drills.push_back(&drill);
  return drills;
}
INSTANTIATE_TEST_SUITE_P(Lab, Drill, testing::ValuesIn(all()), [](const auto& drill) {
  return base::replace_all(std::string(drill.param->name), "-", "_");
});

}  // namespace
}  // namespace flexverify::test
