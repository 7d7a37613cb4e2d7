// Who must act, what to change and what to do are three answers of one finding. They never
// contradict each other, whatever was planted, and nothing is said twice.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "tests/support/lab_login.h"
#include "verifier/base/text.h"

namespace flexverify::test {
namespace {

using base::contains;
using model::Finding;
using model::Owner;

// Places that belong to one party alone.
struct Place {
  std::string_view words;
  Owner owner;
};
constexpr std::array kPlaces = {
    Place{"SSO page", Owner::FlexAdmin},
    Place{"appConfig.js", Owner::FlexAdmin},
    Place{"web server of the Flex page", Owner::FlexAdmin},
    Place{"in the identity provider", Owner::IdpAdmin},
    Place{"identity provider's log", Owner::IdpAdmin},
    Place{"identity provider's application", Owner::IdpAdmin},
    Place{"identity provider's clock", Owner::IdpAdmin},
};

// The first place that is named is where to begin; "…, then paste it on the SSO page" may follow.
const Place* first_place(std::string_view hint) {
  const auto at = [hint](const Place& place) { return hint.find(place.words); };
  const auto first = std::ranges::min_element(kPlaces, {}, at);
  return at(*first) == std::string_view::npos ? nullptr : &*first;
}

// The test account is mended in the identity provider, by whoever owns it.
bool may_act(Owner owner, const Place& place) {
  return owner == place.owner || (owner == Owner::TestAccount && place.owner == Owner::IdpAdmin);
}

constexpr std::array<std::string_view, 5> kConsoleFields = {
    "X.509 Certificate", "Identity Provider Issuer", "Single Sign-On URL", "Trusted URLs",
    "Default redirect URL"};

// A hint that names fields of the SSO page names the one of the fix.
bool names_the_field(const Finding& finding) {
  const std::string_view hint = model::hint_of(finding);
  const bool names_one = std::ranges::any_of(
      kConsoleFields, [&](std::string_view field) { return contains(hint, field); });
  return !names_one || contains(hint, finding.fix->field);
}

void expect_agreement(const Finding& finding, std::string_view drill) {
  const std::string what = std::string(drill) + ": " + std::string(model::info(finding.code).id);
  const std::string_view hint = model::hint_of(finding);
  const Owner owner = model::owner_of(finding);
  const Place* place = first_place(hint);
  EXPECT_TRUE(place == nullptr || may_act(owner, *place))
      << what << ": " << model::who_must_act(owner) << ", but: " << hint;
  EXPECT_EQ(owner, finding.fix ? model::owner_of(*finding.fix) : owner) << what;
  EXPECT_TRUE(!finding.fix || finding.fix->party != model::kFlexConsole || names_the_field(finding))
      << what << ": change " << finding.fix->field << ", but: " << hint;
  EXPECT_THAT(finding.detail, testing::Not(testing::HasSubstr(std::string(hint)))) << what;
}

// What a server said stands in one place of the report.
void expect_words_once(const model::CheckResult& result, std::string_view drill) {
  constexpr std::size_t kSentence = 24;
  for (const Finding& one : result.findings)
    for (const Finding& other : result.findings)
      EXPECT_FALSE(one.found.size() >= kSentence && contains(one.found, " ") &&
                   contains(other.detail, one.found))
          << drill << ": " << one.found;
}

model::CheckResult run_drill(const lab::Drill& drill) {
  lab::Lab lab({.drill = &drill});
  lab.start();
  model::CheckSpec spec = spec_for(lab.world(), drill.target);
  if (drill.expected == model::Code::Timeout) spec.timeout = base::Millis{1'500};
  return run_in_lab(lab, spec, trust_in(lab));
}

TEST(Owners, ChangeAndAdviceAgreeInEveryDrill) {
  for (const lab::Drill& drill : lab::all_drills()) {
    const auto result = run_drill(drill);
    for (const Finding& finding : result.findings) expect_agreement(finding, drill.name);
    expect_words_once(result, drill.name);
  }
}

// Without a fix of its own, a finding is the table's: that agrees with itself.
TEST(Owners, AgreeInTheTable) {
  for (const model::CodeInfo& row : model::all_codes())
    expect_agreement(model::make_finding(row.code, ""), "the table");
}

}  // namespace
}  // namespace flexverify::test
