// Every drill of the lab: a fault is planted, and the finding that names it must come first.
#include <gtest/gtest.h>

#include <iostream>

#include "tests/flows/scripted_flex.h"
#include "tests/support/drill_table.h"
#include "tests/support/lab_login.h"
#include "verifier/base/text.h"

namespace flexverify::test {
namespace {

using model::Verdict;

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

TEST(Drills, EachIsNamedFirst) {
  int false_passes = 0;
  std::size_t run = 0;
  for (const lab::Drill& drill : lab::all_drills()) {
    if (!drill.look_alike.empty()) continue;
    ++run;
    const auto result = run_drill(&drill, drill.target);
    EXPECT_TRUE(print_drill(drill, result))
        << drill.name << ": " << (result.findings.empty() ? "" : result.findings[0].detail);
    if (is_false_pass(drill, result)) ++false_passes;
    for (const auto& finding : result.findings)
      EXPECT_NE(model::info(finding.code).id, "internal-bug") << drill.name << finding.detail;
  }
  std::cout << run << " drills, " << false_passes << " false passes\n";
  EXPECT_EQ(false_passes, 0);
}

}  // namespace
}  // namespace flexverify::test
