// A time zone of the system's database (IANA), for schedules.
#pragma once

#include <string>
#include <string_view>

#include "verifier/base/result.h"
#include "verifier/base/time.h"

namespace flexverify::base {

// A span of time with one offset: local time is UTC + offset in [begin, end).
struct ZonePeriod {
  WallTime begin, end;
  std::chrono::minutes offset;
};

class TimeZone {
 public:
  // "Europe/Berlin", "UTC". The Error says that the database has no such zone.
  static Result<TimeZone> named(std::string_view name);
  [[nodiscard]] ZonePeriod period_at(WallTime time) const;
  [[nodiscard]] std::string name() const;

 private:
  explicit TimeZone(const void* zone) : zone_(zone) {}
  const void* zone_;  // of the database, which lives as long as the process
};

}  // namespace flexverify::base
