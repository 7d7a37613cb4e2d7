#include "idp-adapters/shared/page_marks.h"

#include <gtest/gtest.h>

namespace flexverify::idp {
namespace {

TEST(WithSentence, EndsTheOneBeforeOnce) {
  EXPECT_EQ(with_sentence("it says: " + quoted("Wrong password"), "See the log"),
            "it says: \"Wrong password\". See the log");
  EXPECT_EQ(with_sentence("it says: " + quoted("Wrong password."), "See the log"),
            "it says: \"Wrong password.\" See the log");
  EXPECT_EQ(with_sentence("it says: " + quoted("Who are you?"), "See the log"),
            "it says: \"Who are you?\" See the log");
  EXPECT_EQ(with_sentence("it shows an error", "See the log"), "it shows an error. See the log");
}

}  // namespace
}  // namespace flexverify::idp
