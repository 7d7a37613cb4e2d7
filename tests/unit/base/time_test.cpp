#include "verifier/base/time.h"

#include <gtest/gtest.h>

namespace flexverify::base {
namespace {

TEST(Rfc3339, ReadsTheFormsOfSaml) {
  const auto reference = parse_rfc3339("2026-11-25T03:04:05Z");
  ASSERT_TRUE(reference);
  EXPECT_EQ(parse_rfc3339("2026-11-25T03:04:05"), reference);
  EXPECT_EQ(parse_rfc3339("2026-11-25T04:04:05+01:00"), reference);
  EXPECT_EQ(parse_rfc3339("2026-11-24T22:34:05-04:30"), reference);
  EXPECT_EQ(parse_rfc3339("2026-11-25T03:04:05.1234567Z"), *reference + Millis{123});
  EXPECT_EQ(parse_rfc3339("2026-11-25T03:04:05.5Z"), *reference + Millis{500});
  EXPECT_EQ(parse_rfc3339("2026-11-25T03:04:60Z"), *reference + Millis{54'000});
}

TEST(Rfc3339, RefusesOtherText) {
  for (const char* bad : {"", "2026-11-25", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z",
                          "2026-11-25T24:00:00Z", "2026-11-25T03:04:05.Z", "2026-11-25T03:04:05ZZ",
                          "2026-11-25T03:04:05+1:00", "20261125T030405Z"})
    EXPECT_EQ(parse_rfc3339(bad), std::nullopt) << bad;
}

TEST(Rfc3339, FormatsWhatItReads) {
  for (const char* text : {"2026-11-25T03:04:05Z", "1999-12-31T23:59:59.007Z"})
    EXPECT_EQ(format_rfc3339(*parse_rfc3339(text)), text);
}

TEST(HttpDate, ReadsImfFixdateOnly) {
  EXPECT_EQ(parse_http_date("Wed, 25 Nov 2026 03:04:05 GMT"),
            parse_rfc3339("2026-11-25T03:04:05Z"));
  EXPECT_EQ(parse_http_date("Wednesday, 25-Nov-26 03:04:05 GMT"), std::nullopt);
  EXPECT_EQ(parse_http_date(""), std::nullopt);
}

TEST(Duration, ReadsAndShows) {
  EXPECT_EQ(parse_duration("500ms"), Millis{500});
  EXPECT_EQ(parse_duration("60s"), Millis{60'000});
  EXPECT_EQ(parse_duration("5m"), Millis{300'000});
  EXPECT_EQ(parse_duration("1d"), Millis{86'400'000});
  for (const char* bad : {"", "60", "s", "-1s", "1.5s", "5 m", "99999999999s"})
    EXPECT_EQ(parse_duration(bad), std::nullopt) << bad;
  EXPECT_EQ(format_duration(Millis{84}), "84 ms");
  EXPECT_EQ(format_duration(Millis{1504}), "1.50 s");
  EXPECT_EQ(format_duration(Millis{125'000}), "2 min 5 s");
}

TEST(SystemClock, SleepEndsWhenStopIsRequested) {
  std::stop_source source;
  source.request_stop();
  SystemClock clock;
  EXPECT_FALSE(clock.sleep_until(clock.steady() + std::chrono::hours(1), source.get_token()));
  EXPECT_TRUE(clock.sleep_until(clock.steady() + Millis{1}, {}));
}

}  // namespace
}  // namespace flexverify::base
