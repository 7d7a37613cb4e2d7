#include "verifier/serve/crowd.h"

#include <gtest/gtest.h>

namespace flexverify::serve {
namespace {

TEST(Crowd, OneAddressHasSixtyFour) {
  Crowd crowd;
  for (std::size_t i = 0; i < Crowd::kMostOfAnAddress; ++i)
    EXPECT_FALSE(crowd.admit("192.0.2.1").instead);
  const auto next = crowd.admit("192.0.2.1");
  EXPECT_TRUE(next.id);
  EXPECT_EQ(next.instead, 1U) << "who has waited for longest";
  EXPECT_FALSE(crowd.admit("192.0.2.2").instead);
}

TEST(Crowd, WhoIsAnsweredIsNotEnded) {
  Crowd crowd;
  crowd.answer(*crowd.admit("192.0.2.1").id);
  for (std::size_t i = 1; i < Crowd::kMostOfAnAddress; ++i) (void)crowd.admit("192.0.2.1");
  EXPECT_EQ(crowd.admit("192.0.2.1").instead, 2U);
}

TEST(Crowd, ThereIsNoRoomWhenAllAreAnswered) {
  Crowd crowd;
  for (std::size_t i = 0; i < Crowd::kMostOfAnAddress; ++i)
    crowd.answer(*crowd.admit("192.0.2.1").id);
  EXPECT_FALSE(crowd.admit("192.0.2.1").id);
  crowd.leave(1);
  EXPECT_TRUE(crowd.admit("192.0.2.1").id);
}

TEST(Crowd, AllTogetherAreBounded) {
  Crowd crowd;
  for (std::size_t i = 0; i < Crowd::kMost; ++i)
    EXPECT_FALSE(crowd.admit(std::to_string(i)).instead) << i;
  EXPECT_EQ(crowd.admit("another").instead, 1U);
}

}  // namespace
}  // namespace flexverify::serve
