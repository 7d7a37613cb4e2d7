// Logins at the look-alikes of real providers: the usual way through, and each of their failures.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <iostream>

#include "idp-adapters/adapter.h"
#include "tests/flows/scripted_flex.h"
#include "tests/lab/look_alike_template.h"
#include "tests/support/lab_login.h"
#include "verifier/saml/audit.h"

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

// Those without a way through say so before any secret is sent.
TEST(LookAlikes, SayWhenOnlyABrowserGetsThrough) {
  for (const lab::LookAlike* look_alike : lab::look_alikes()) {
    if (lab::screen_named(*look_alike, "saml-response") != nullptr) continue;
    lab::Lab lab({});
    lab.start();
    const auto result = run_in_lab(lab, spec_for(lab.world(), look_alike->name), trust_in(lab));
    EXPECT_EQ(result.verdict, Verdict::Unknown) << look_alike->name;
    ASSERT_FALSE(result.findings.empty());
    EXPECT_EQ(result.findings.front().code, model::Code::NeedsBrowser) << told(result);
  }
}

TEST(LookAlikes, NameTheirDrillsAfterThemselves) {
  for (const lab::LookAlike* look_alike : lab::look_alikes())
    for (const lab::Detour& detour : look_alike->detours) {
      EXPECT_TRUE(detour.drill.starts_with(look_alike->adapter)) << detour.drill;
      EXPECT_NE(lab::screen_named(*look_alike, detour.from), nullptr) << detour.drill;
      EXPECT_NE(lab::screen_named(*look_alike, detour.to), nullptr) << detour.drill;
    }
}

// Salesforce's page for an approval leads to a list, and that to the page for codes.
TEST(LookAlikes, AreGivenACodeWhereTheyWantAnApprovalFirst) {
  lab::Lab lab({.drill = lab::drill_named("salesforce-push-first")});
  lab.start();
  const auto result = run_in_lab(lab, spec_for(lab.world(), "salesforce"), trust_in(lab));
  EXPECT_EQ(result.reached, model::Depth::Loaded) << told(result);
  std::vector<std::string> steps;
  for (const model::Exchange& exchange : result.exchanges) {
    const std::string path = web::parse_url(exchange.url).value().path;
    if (path.starts_with("/_ui/identity/")) steps.push_back(exchange.method + " " + path);
  }
  const std::string place = "/_ui/identity/verification/method/";
  EXPECT_EQ(steps, (std::vector{"GET " + place + "VerificationMethods/e",
                                "GET " + place + "TotpVerificationUi/e",
                                "POST " + place + "TotpVerificationUi/e"}));
}

// What no server can cause has no drill; everything else that is critical has.
TEST(Drills, CoverEveryCriticalCode) {
  constexpr std::array kNoServer = {model::Code::DnsFailed, model::Code::ConnectFailed,
                                    model::Code::ProxyFailed};
  for (const model::CodeInfo& info : model::all_codes()) {
    if (info.severity != model::Severity::Critical) continue;
    if (std::ranges::count(kNoServer, info.code) > 0) continue;
    EXPECT_TRUE(std::ranges::any_of(lab::all_drills(), [&](const lab::Drill& drill) {
      return drill.expected == info.code;
    })) << info.id;
  }
}

}  // namespace
}  // namespace flexverify::test
