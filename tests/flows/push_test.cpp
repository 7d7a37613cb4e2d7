// Approvals on a phone: asked for only when allowed, waited for with a bound, shown to the person.
#include <gtest/gtest.h>

#include "tests/flows/scripted_flex.h"
#include "tests/support/fake_clock.h"
#include "tests/support/lab_login.h"
#include "verifier/base/text.h"

namespace flexverify::test {
namespace {

// Sleeping takes longer than one wanted.
class SlowClock final : public base::Clock {
 public:
  explicit SlowClock(base::Millis extra) : clock_(lab::now()), extra_(extra) {}
  [[nodiscard]] base::WallTime now() const override { return clock_.now(); }
  [[nodiscard]] base::SteadyTime steady() const override { return clock_.steady(); }
  bool sleep_until(base::SteadyTime until, std::stop_token stop) override {
    return clock_.sleep_until(until + extra_, std::move(stop));
  }

 private:
  FakeClock clock_;
  base::Millis extra_;
};

class Push : public testing::Test {
 protected:
  Push() : lab_({}) { lab_.start(); }

  // A user without one-time codes.
  model::CheckResult sign_in(bool allow_push, base::Millis extra = {}) {
    model::CheckSpec spec = spec_for(lab_.world(), "auth0");
    spec.idp.totp = {};
    spec.idp.allow_push = allow_push;
    spec.timeout = std::chrono::minutes{5};
    SlowClock clock(extra);
    const auto transport = net::make_curl_transport(trust_in(lab_), spec.network);
    return run_in_lab(lab_, spec, *transport, clock, [this](const flows::ProgressEvent& event) {
      if (const auto* note = std::get_if<flows::StepNote>(&event)) shown_ += note->text + "\n";
    });
  }

  lab::Lab lab_;
  std::string shown_;
};

TEST_F(Push, IsWaitedForAndShown) {
  const auto result = sign_in(true);
  EXPECT_EQ(result.verdict, model::Verdict::Ok);
  EXPECT_EQ(result.reached, model::Depth::Loaded);
  EXPECT_EQ(shown_, "Approve the sign-in in Auth0 Guardian\n");
}

TEST_F(Push, IsNotAskedForUnlessAllowed) {
  const auto result = sign_in(false);
  ASSERT_FALSE(result.findings.empty());
  EXPECT_EQ(result.findings.front().code, model::Code::MfaRequired);
  EXPECT_EQ(shown_, "");
}

TEST_F(Push, IsNotWaitedForForever) {
  const auto result = sign_in(true, std::chrono::seconds{57});
  ASSERT_FALSE(result.findings.empty());
  EXPECT_EQ(result.findings.front().code, model::Code::MfaTimeout)
      << result.findings.front().detail;
  EXPECT_EQ(result.verdict, model::Verdict::Unknown);
}

}  // namespace
}  // namespace flexverify::test
