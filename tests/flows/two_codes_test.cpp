// Okta Classic where the org's policy wants a one-time code and the application's wants another: a
// code works once, so the second one is of the next time step (RFC 6238 5.2).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>

#include "tests/flows/scripted_flex.h"
#include "tests/support/lab_login.h"
#include "verifier/base/totp.h"
#include "verifier/serve/remembered_secrets.h"

namespace flexverify::test {
namespace {

using base::SecretRef;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;

// Ten seconds into a time step near now: the lab's messages have real times.
base::WallTime in_a_step() {
  const base::WallTime now = lab::now();
  return now - now.time_since_epoch() % seconds{30} + seconds{40};
}

// Of both sides. The lab's threads read it as well.
class OneClock final : public base::Clock {
 public:
  [[nodiscard]] base::WallTime now() const override { return start_ + passed_.load(); }
  [[nodiscard]] base::SteadyTime steady() const override {
    return base::SteadyTime{passed_.load()};
  }
  bool sleep_until(base::SteadyTime until, std::stop_token stop) override {
    if (stop.stop_requested()) return false;
    passed_ = std::max(until.time_since_epoch(), passed_.load());
    return true;
  }

 private:
  base::WallTime start_ = in_a_step();
  std::atomic<base::Millis> passed_{base::Millis{0}};
};

// Those of another store, and the codes among them are kept for the test.
class HeardSecrets final : public net::SecretStore {
 public:
  explicit HeardSecrets(net::SecretStore& store) : store_(store) {}
  std::variant<base::Secret, model::Finding> get(const net::SecretWish& wish) override {
    auto given = store_.get(wish);
    const auto* value = std::get_if<base::Secret>(&given);
    if (value != nullptr && wish.secret == SecretRef::OneTimeCode)
      codes.emplace_back(value->reveal());
    return given;
  }
  void settle(SecretRef secret, const net::SecretFate& fate) override {
    store_.settle(secret, fate);
  }
  std::vector<std::string> codes;

 private:
  net::SecretStore& store_;
};

// Gives the same values whenever it is asked: a code of the first step.
class SameSecrets final : public net::SecretStore {
 public:
  SameSecrets(std::string password, std::string code)
      : password_(std::move(password)), code_(std::move(code)) {}
  std::variant<base::Secret, model::Finding> get(const net::SecretWish& wish) override {
    return base::Secret(wish.secret == SecretRef::OneTimeCode ? code_ : password_);
  }
  void settle(SecretRef, const net::SecretFate&) override {}

 private:
  std::string password_, code_;
};

constexpr lab::Drill kBothWantACode = {.name = "okta-app-policy-two-codes",
                                       .plants = "the org's policy wants a code, too",
                                       .expected = model::Code::MfaCodeUsed,
                                       .target = "okta-app-policy",
                                       .look_alike = "okta-app-policy",
                                       .from = "success",
                                       .to = "factor-required-by-org"};

class TwoCodes : public testing::Test {
 protected:
  TwoCodes() : lab_({.drill = &kBothWantACode, .time_of_codes = [this] { return clock_.now(); }}) {
    lab_.start();
    spec_ = spec_for(lab_.world(), kBothWantACode.target);
  }

  // The configured secret, as a source holds it.
  [[nodiscard]] base::Result<base::Secret> read(const model::AccountSecret& row) const {
    const bool code = row.secret == SecretRef::OneTimeCode;
    return base::Secret(code ? lab::totp_secret(lab_.world(), spec_.name)
                             : lab_.world().user.password);
  }
  [[nodiscard]] std::string code_at(base::WallTime time) const {
    return base::totp(lab::totp_key(lab_.world(), spec_.name), time);
  }
  model::CheckResult sign_in(net::SecretStore& secrets) {
    const auto transport = net::make_curl_transport(trust_in(lab_), spec_.network);
    return flows::run_check(
        spec_, {.transport = *transport, .secrets = secrets, .clock = clock_, .progress = {}}, {});
  }

  OneClock clock_;
  lab::Lab lab_;
  model::CheckSpec spec_;
};

TEST_F(TwoCodes, AreOfTwoTimeSteps) {
  const base::WallTime start = clock_.now();
  std::vector<std::string> notes;
  serve::AttemptMemory memory("");
  serve::RememberedSecrets remembered(
      spec_, memory,
      {.clock = clock_,
       .stop = {},
       .read = [this](const model::AccountSecret& row, const std::string&,
                      base::SteadyTime) { return read(row); },
       .note = [&notes](const std::string& text) { notes.push_back(text); }});
  HeardSecrets secrets(remembered);
  const auto result = sign_in(secrets);
  EXPECT_EQ(result.verdict, model::Verdict::Ok) << first_id(result);
  EXPECT_EQ(result.reached, model::Depth::Loaded);
  EXPECT_THAT(secrets.codes, ElementsAre(code_at(start), code_at(start + seconds{30})));
  EXPECT_THAT(notes, ElementsAre("waits 20.00 s for the next one-time code"));
}

TEST_F(TwoCodes, TheFirstOneAgainIsRefused) {
  SameSecrets same(lab_.world().user.password, code_at(clock_.now()));
  HeardSecrets secrets(same);
  const auto result = sign_in(secrets);
  EXPECT_EQ(first_id(result), "mfa-code-used");
  EXPECT_THAT(result.findings.front().detail, HasSubstr("E0000082"));
  EXPECT_EQ(secrets.codes.size(), 2U);
}

TEST_F(TwoCodes, ACodeOfAnEarlierLoginIsRefused) {
  spec_ = spec_for(lab_.world(), "okta-classic");
  SameSecrets same(lab_.world().user.password, code_at(clock_.now()));
  EXPECT_EQ(sign_in(same).verdict, model::Verdict::Ok);
  EXPECT_EQ(first_id(sign_in(same)), "mfa-code-used");
}

}  // namespace
}  // namespace flexverify::test
