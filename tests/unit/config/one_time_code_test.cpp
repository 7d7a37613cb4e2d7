#include "verifier/config/one_time_code.h"

#include <gtest/gtest.h>

#include "tests/support/fake_clock.h"
#include "verifier/base/text.h"

namespace flexverify::config {
namespace {

constexpr const char* kBase32 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";  // "1234567890" twice

TotpSecret secret_of(std::string_view text) {
  auto secret = parse_totp_secret(text);
  EXPECT_TRUE(secret) << (secret ? "" : secret.error().what);
  return std::move(*secret);
}

TEST(TotpSecret, IsBase32OrAUri) {
  EXPECT_EQ(secret_of("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ\n").key.reveal(),
            "12345678901234567890");
  const auto plain = secret_of(" otpauth://totp/Acme:flex-check?secret=" + std::string(kBase32));
  EXPECT_EQ(plain.key.reveal(), "12345678901234567890");
  EXPECT_EQ(plain.kind.digits, 6);
  const auto full = secret_of(
      "OTPAUTH://totp/x?issuer=Acme&algorithm=sha-512&digits=8&period=60"
      "&secret=" +
      std::string(kBase32));
  EXPECT_EQ(full.kind.hash, base::Hash::Sha512);
  EXPECT_EQ(full.kind.digits, 8);
  EXPECT_EQ(full.kind.step, base::Millis{60'000});
}

TEST(TotpSecret, RefusesOthersWithoutRepeatingThem) {
  for (const std::string text :
       {"not base32!", "", "otpauth://hotp/x?secret=GEZDGNBV&counter=1", "otpauth://totp/x",
        "otpauth://totp/x?secret=GEZDGNBV&algorithm=MD5",
        "otpauth://totp/x?secret=GEZDGNBV&digits=9", "otpauth://totp/x?secret=GEZDGNBV&period=0",
        "otpauth://totp/x?secret=0189"}) {
    const auto secret = parse_totp_secret(text);
    ASSERT_FALSE(secret) << text;
    EXPECT_FALSE(base::contains(secret.error().what, "GEZD"));
    EXPECT_FALSE(base::contains(secret.error().what, "not base32"));
  }
}

std::string code(const TotpSecret& secret, UsedSteps& used, test::FakeClock& clock) {
  const auto made = fresh_code(secret, used, clock, {});
  return made ? std::string(made->reveal()) : "error: " + made.error().what;
}

TEST(FreshCode, IsNeverOfAStepThatWasUsed) {
  test::FakeClock clock;
  clock.set_now(base::WallTime{std::chrono::seconds(30)});
  UsedSteps used;
  const TotpSecret secret = secret_of(kBase32), other = secret_of("MZXW6YTBOI");
  EXPECT_EQ(code(secret, used, clock), "287082");  // step 1 of RFC 4226 appendix D
  EXPECT_EQ(clock.now(), base::WallTime{std::chrono::seconds(30)});
  (void)code(other, used, clock);
  EXPECT_EQ(clock.now(), base::WallTime{std::chrono::seconds(30)});
  EXPECT_EQ(code(secret, used, clock), "359152");  // step 2
  EXPECT_EQ(clock.now(), base::WallTime{std::chrono::seconds(60)});
}

TEST(FreshCode, WaitsWhenTheStepIsAlmostOver) {
  test::FakeClock clock;
  UsedSteps used;
  clock.set_now(base::WallTime{std::chrono::seconds(57)});
  EXPECT_EQ(code(secret_of(kBase32), used, clock), "287082");
  clock.set_now(base::WallTime{std::chrono::milliseconds(87'001)});
  EXPECT_EQ(code(secret_of(kBase32), used, clock), "969429");  // step 3
  EXPECT_EQ(clock.now(), base::WallTime{std::chrono::seconds(90)});
}

TEST(FreshCode, IsGivenUpWhenTheCheckIsStopped) {
  test::FakeClock clock;
  UsedSteps used;
  clock.set_now(base::WallTime{std::chrono::seconds(59)});
  std::stop_source stop;
  stop.request_stop();
  EXPECT_FALSE(fresh_code(secret_of(kBase32), used, clock, stop.get_token()));
}

}  // namespace
}  // namespace flexverify::config
