#include "verifier/base/cron.h"

#include <gtest/gtest.h>

namespace flexverify::base {
namespace {

TimeZone zone(const char* name) { return *TimeZone::named(name); }

// The next `count` times after `after`.
std::vector<std::string> times(const char* cron, const char* zone_name, const char* after,
                               std::size_t count) {
  std::vector<std::string> found;
  auto at = *parse_rfc3339(after);
  while (found.size() < count) {
    const auto next = next_time(*parse_cron(cron), zone(zone_name), at);
    if (!next) break;
    found.push_back(format_rfc3339(at = *next));
  }
  return found;
}

using Times = std::vector<std::string>;

TEST(Cron, FieldsRangesStepsListsAndNames) {
  EXPECT_EQ(times("*/20 * * * *", "UTC", "2026-11-25T10:19:59.5Z", 3),
            (Times{"2026-11-25T10:20:00Z", "2026-11-25T10:40:00Z", "2026-11-25T11:00:00Z"}));
  EXPECT_EQ(times("5,50 8-9 * * mon-FRI", "UTC", "2026-11-27T09:05:00Z", 2),
            (Times{"2026-11-27T09:50:00Z", "2026-11-30T08:05:00Z"}));
  EXPECT_EQ(times("0 0 1 jan *", "UTC", "2026-11-25T00:00:00Z", 1), Times{"2027-01-01T00:00:00Z"});
  EXPECT_EQ(times("0 12 * * 7", "UTC", "2026-11-25T00:00:00Z", 1), Times{"2026-11-29T12:00:00Z"});
  EXPECT_EQ(times("40/10 3 * * *", "UTC", "2026-11-25T00:00:00Z", 3),
            (Times{"2026-11-25T03:40:00Z", "2026-11-25T03:50:00Z", "2026-11-26T03:40:00Z"}));
}

TEST(Cron, EitherDayIsEnoughWhenBothAreRestricted) {
  EXPECT_EQ(times("0 0 13 * fri", "UTC", "2026-11-26T00:00:00Z", 3),
            (Times{"2026-11-27T00:00:00Z", "2026-12-04T00:00:00Z", "2026-12-11T00:00:00Z"}));
  EXPECT_EQ(times("0 0 13 * *", "UTC", "2026-11-26T00:00:00Z", 1), Times{"2026-12-13T00:00:00Z"});
}

TEST(Cron, LeapDaysAndDaysThatNeverCome) {
  EXPECT_EQ(times("0 0 29 2 *", "UTC", "2026-11-25T00:00:00Z", 1), Times{"2028-02-29T00:00:00Z"});
  EXPECT_EQ(times("0 0 30 2 *", "UTC", "2026-11-25T00:00:00Z", 1), Times{});
}

TEST(Cron, LocalTime) {
  EXPECT_EQ(times("30 6 * * *", "America/New_York", "2026-11-25T00:00:00Z", 1),
            Times{"2026-11-25T11:30:00Z"});
  EXPECT_EQ(times("0 6 * * *", "Asia/Kolkata", "2026-11-25T00:00:00Z", 1),
            Times{"2026-11-25T00:30:00Z"});
}

TEST(Cron, ATimeThatIsSkippedComesAfterTheGap) {  // Berlin, 28 March 2027: 02:00 becomes 03:00
  EXPECT_EQ(times("30 2 * * *", "Europe/Berlin", "2027-03-27T12:00:00Z", 2),
            (Times{"2027-03-28T01:00:00Z", "2027-03-29T00:30:00Z"}));
}

TEST(Cron, ATimeThatComesTwiceIsUsedTwice) {  // Berlin, 31 October 2027: 03:00 becomes 02:00
  EXPECT_EQ(times("30 2 * * *", "Europe/Berlin", "2027-10-30T12:00:00Z", 3),
            (Times{"2027-10-31T00:30:00Z", "2027-10-31T01:30:00Z", "2027-11-01T01:30:00Z"}));
}

TEST(Cron, FaultsNameTheField) {
  const auto fault = [](const char* text) { return parse_cron(text).error().what; };
  EXPECT_EQ(fault("* * * *"),
            "4 fields; expected five: minute, hour, day of month, month, day of week");
  EXPECT_TRUE(fault("60 * * * *").starts_with("\"60\" is no minute; expected *, a number from 0"));
  EXPECT_TRUE(fault("* 5-3 * * *").starts_with("\"5-3\" is no hour"));
  EXPECT_TRUE(fault("* * 0 * *").starts_with("\"0\" is no day of month"));
  EXPECT_TRUE(fault("* * * foo *").starts_with("\"foo\" is no month"));
  EXPECT_TRUE(fault("* * * * */0").starts_with("\"*/0\" is no day of week"));
  EXPECT_TRUE(fault("1,, * * * *").starts_with("\"\" is no minute"));
  EXPECT_FALSE(TimeZone::named("Mars/Olympus"));
  EXPECT_FALSE(TimeZone::named("../../etc/passwd"));
}

}  // namespace
}  // namespace flexverify::base
