// Whose clock is off: the identity provider's, Twilio's or this machine's.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/saml/messages.h"
#include "verifier/saml/audit.h"

namespace flexverify::saml {
namespace {

using base::Millis;
using model::Code;
using testing::HasSubstr;
using testing::Not;
using std::chrono_literals::operator""min;
using std::chrono_literals::operator""s;

// The response of messages.h was issued at noon and holds from 11:59 to 12:05.
std::vector<model::Finding> audit(base::WallTime now, Clocks clocks) {
  const Response response = read(signed_both());
  Expected expected;
  expected.now = now;
  expected.clocks = clocks;
  std::vector<model::Finding> times;
  for (model::Finding& finding : audit_response(response, "", expected).findings)
    if (finding.code == Code::SamlClockSkew || finding.code == Code::SamlExpired ||
        finding.code == Code::SamlNotYetValid)
      times.push_back(std::move(finding));
  return times;
}

const base::WallTime kNoon = FakeClock::kNoon;

TEST(Clocks, AllRightIsNoFinding) {
  EXPECT_TRUE(audit(kNoon, {}).empty());
  EXPECT_TRUE(audit(kNoon + 20s, {.identity_provider = Millis{500}, .twilio = -2s}).empty());
}

// Twenty minutes behind: by our clock the assertion is not valid yet, by Twilio's it is.
TEST(Clocks, OursIsNamedAndNotJudgedBy) {
  const auto times = audit(kNoon - 20min, {.identity_provider = 20min, .twilio = 20min});
  ASSERT_EQ(times.size(), 1U);
  EXPECT_EQ(times[0].code, Code::SamlClockSkew);
  EXPECT_THAT(times[0].detail, HasSubstr("this machine is 20 min 0 s behind Twilio's"));
  EXPECT_EQ(times[0].fix->party, "this machine");
}

TEST(Clocks, TheProvidersIsNamedByItsOwnHeader) {
  const auto times = audit(kNoon + 2min, {.identity_provider = -2min, .twilio = Millis{0}});
  ASSERT_EQ(times.size(), 1U);
  EXPECT_THAT(times[0].detail, HasSubstr("ago by the clock of Twilio"));
  EXPECT_THAT(times[0].detail, HasSubstr("web server's clock says the same"));
}

TEST(Clocks, AWebServerThatIsRightPointsElsewhere) {
  const auto times = audit(kNoon + 2min, {.identity_provider = Millis{0}, .twilio = Millis{0}});
  ASSERT_EQ(times.size(), 1U);
  EXPECT_THAT(times[0].detail, HasSubstr("web server's clock is right"));
}

TEST(Clocks, WithoutHeadersOnlyOursIsThere) {
  const auto times = audit(kNoon + 2min, {});
  ASSERT_EQ(times.size(), 1U);
  EXPECT_THAT(times[0].detail, HasSubstr("by the clock of this machine"));
  EXPECT_THAT(times[0].detail, Not(HasSubstr("web server")));
}

TEST(Clocks, AnExpiredAssertionStaysExpiredByTwiliosClock) {
  const auto times = audit(kNoon, {.identity_provider = 60min, .twilio = 60min});
  ASSERT_EQ(times.size(), 2U);
  EXPECT_EQ(times[1].code, Code::SamlExpired);
}

}  // namespace
}  // namespace flexverify::saml
