#include "verifier/base/totp.h"

#include <gtest/gtest.h>

namespace flexverify::base {
namespace {

WallTime at(std::int64_t seconds) { return WallTime(std::chrono::seconds(seconds)); }

struct Vector {
  std::int64_t seconds;
  const char* sha1;
  const char* sha256;
  const char* sha512;
};

// RFC 6238 appendix B.
constexpr Vector kVectors[] = {
    {59, "94287082", "46119246", "90693936"},
    {1111111109, "07081804", "68084774", "25091201"},
    {1111111111, "14050471", "67062674", "99943326"},
    {1234567890, "89005924", "91819424", "93441116"},
    {2000000000, "69279037", "90698825", "38618901"},
    {20000000000, "65353130", "77737706", "47863826"},
};
constexpr const char* kKey = "12345678901234567890";

// Appendix A: the same digits, as long as the hash.
std::string key_of(std::size_t length) {
  std::string key;
  while (key.size() < length) key += kKey;
  return key.substr(0, length);
}

TEST(Totp, FollowsTheVectorsOfTheRfc) {
  for (const auto& [seconds, sha1, sha256, sha512] : kVectors) {
    EXPECT_EQ(totp(kKey, at(seconds), {.digits = 8}), sha1) << seconds;
    EXPECT_EQ(totp(kKey, at(seconds)), std::string(sha1).substr(2)) << seconds;
    EXPECT_EQ(totp(kKey, at(seconds), {.digits = 7}), std::string(sha1).substr(1)) << seconds;
    EXPECT_EQ(totp(key_of(32), at(seconds), {.hash = Hash::Sha256, .digits = 8}), sha256);
    EXPECT_EQ(totp(key_of(64), at(seconds), {.hash = Hash::Sha512, .digits = 8}), sha512);
  }
}

// RFC 4226 appendix D: counters 0 to 9.
TEST(Totp, FollowsTheVectorsOfHotp) {
  const std::vector<std::string> codes = {"755224", "287082", "359152", "969429", "338314",
                                          "254676", "287922", "162583", "399871", "520489"};
  for (std::size_t i = 0; i < codes.size(); ++i)
    EXPECT_EQ(totp("12345678901234567890", at(static_cast<std::int64_t>(i) * 30)), codes[i]) << i;
}

TEST(Totp, ChangesWithTheStepAndNotWithinIt) {
  EXPECT_EQ(totp("key", at(30)), totp("key", at(59) + Millis{999}));
  EXPECT_NE(totp("key", at(59)), totp("key", at(60)));
  const TotpKind minute{.step = Millis{60'000}};
  EXPECT_EQ(totp("key", at(30), minute), totp("key", at(59), minute));
  EXPECT_EQ(totp_step(minute, at(59)), 0);
  EXPECT_EQ(totp_step(minute, at(60)), 1);
}

// RFC 4648 section 10.
TEST(Base32, FollowsTheVectorsOfTheRfc) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"MY======", "f"},          {"MZXQ====", "fo"},      {"MZXW6===", "foo"},
      {"MZXW6YQ=", "foob"},       {"MZXW6YTB", "fooba"},   {"MZXW6YTBOI======", "foobar"},
      {"mzxw 6ytb-oi", "foobar"}, {" MZXW6YTB\n", "fooba"}};
  for (const auto& [text, bytes] : rows) EXPECT_EQ(base32_decode(text), bytes) << text;
}

TEST(Base32, RefusesWhatIsNone) {
  for (const char* text : {"", "=", "  ", "M", "MZXW0", "MZXW1", "MZXW8", "MZ+W", "hunter2!", "é"})
    EXPECT_EQ(base32_decode(text), std::nullopt) << text;
}

}  // namespace
}  // namespace flexverify::base
