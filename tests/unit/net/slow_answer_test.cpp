#include <gtest/gtest.h>

#include "verifier/net/answer.h"

namespace flexverify::net {
namespace {

constexpr auto after(int seconds) { return base::SteadyTime{} + std::chrono::seconds(seconds); }

TEST(SlowAnswer, AServerThatThinksIsNotSlow) {
  Answer answer(Limits{}, {});
  for (int second = 0; second < 100; ++second) EXPECT_FALSE(answer.too_slow(after(second)));
}

TEST(SlowAnswer, LessThanAHundredBytesASecondOverTenSecondsIs) {
  Answer answer(Limits{}, {});
  answer.add_header("HTTP/1.1 200 OK\r\n");
  EXPECT_FALSE(answer.too_slow(after(1)));
  for (int second = 2; second < 11; ++second) {
    answer.add_body(std::string(99, 'x'));
    EXPECT_FALSE(answer.too_slow(after(second))) << second;
  }
  EXPECT_TRUE(answer.too_slow(after(11)));
}

TEST(SlowAnswer, AHundredBytesASecondAreEnough) {
  Answer answer(Limits{}, {});
  answer.add_header("HTTP/1.1 200 OK\r\n");
  for (int second = 1; second < 60; ++second) {
    EXPECT_FALSE(answer.too_slow(after(second))) << second;
    answer.add_body(std::string(100, 'x'));
  }
}

}  // namespace
}  // namespace flexverify::net
