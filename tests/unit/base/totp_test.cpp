#include "verifier/base/totp.h"

#include <gtest/gtest.h>

namespace flexverify::base {
namespace {

WallTime at(std::int64_t seconds) { return WallTime(std::chrono::seconds(seconds)); }

struct Vector {
  std::int64_t seconds;
  const char* code;
};

// RFC 6238 appendix B, the rows of SHA-1.
constexpr Vector kVectors[] = {{59, "94287082"},         {1111111109, "07081804"},
                               {1111111111, "14050471"}, {1234567890, "89005924"},
                               {2000000000, "69279037"}, {20000000000, "65353130"}};

TEST(Totp, FollowsTheVectorsOfTheRfc) {
  for (const auto& [seconds, code] : kVectors) {
    EXPECT_EQ(totp("12345678901234567890", at(seconds), 8), code) << seconds;
    EXPECT_EQ(totp("12345678901234567890", at(seconds)), std::string(code).substr(2)) << seconds;
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
