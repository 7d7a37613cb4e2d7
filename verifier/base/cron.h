// A cron expression of five fields: minute, hour, day of month, month, day of week.
#pragma once

#include <bitset>
#include <optional>
#include <string_view>

#include "verifier/base/result.h"
#include "verifier/base/time_zone.h"

namespace flexverify::base {

struct CronExpression {
  std::bitset<60> minutes;  // 0 to 59
  std::bitset<24> hours;    // 0 to 23
  std::bitset<32> days;     // 1 to 31, of the month
  std::bitset<13> months;   // 1 to 12
  std::bitset<7> weekdays;  // 0 is Sunday
  // As in crontab(5): when both days are restricted, either of them is enough.
  bool any_day = false, any_weekday = false;
};

// Numbers, lists, ranges, steps and the English names of months and weekdays; 7 is Sunday too.
// The Error says which field, what was found and what was expected.
[[nodiscard]] Result<CronExpression> parse_cron(std::string_view text);

// The first matching minute after `after`. A local time that the clock skips comes at the moment
// after the gap; one that comes twice is used twice. nullopt when there is none within nine years
// (30 February).
[[nodiscard]] std::optional<WallTime> next_time(const CronExpression& cron, const TimeZone& zone,
                                                WallTime after);

}  // namespace flexverify::base
