// The only file that knows the date library, which reads the system's zone files.
#include "verifier/base/time_zone.h"

#include <date/tz.h>

#include <exception>

namespace flexverify::base {
namespace {

const date::time_zone& zone_of(const void* zone) {
  return *static_cast<const date::time_zone*>(zone);
}

}  // namespace

Result<TimeZone> TimeZone::named(std::string_view name) {
  try {
    return TimeZone(date::locate_zone(std::string(name)));
  } catch (const std::exception&) {
    return fail("time zone", "this system knows no such zone; expected one such as Europe/Berlin");
  }
}

ZonePeriod TimeZone::period_at(WallTime time) const {
  const date::sys_info info =
      zone_of(zone_).get_info(std::chrono::floor<std::chrono::seconds>(time));
  const auto offset = std::chrono::round<std::chrono::minutes>(info.offset);
  return {WallTime(info.begin.time_since_epoch()), WallTime(info.end.time_since_epoch()), offset};
}

std::string TimeZone::name() const { return zone_of(zone_).name(); }

}  // namespace flexverify::base
