// Times: wall times are UTC in milliseconds, durations are milliseconds.
#pragma once

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace flexverify::base {

using Millis = std::chrono::milliseconds;
using WallTime = std::chrono::sys_time<Millis>;
using SteadyTime = std::chrono::time_point<std::chrono::steady_clock, Millis>;

// The clock is an interface so that a test decides what time it is.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual WallTime now() const = 0;
  [[nodiscard]] virtual SteadyTime steady() const = 0;
  // Returns false when `stop` was requested before `until`.
  virtual bool sleep_until(SteadyTime until, std::stop_token stop) = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] WallTime now() const override;
  [[nodiscard]] SteadyTime steady() const override;
  bool sleep_until(SteadyTime until, std::stop_token stop) override;
};

// "2026-11-25T03:04:05.678Z"; milliseconds are left out when they are zero.
[[nodiscard]] std::string format_rfc3339(WallTime time);
// Reads RFC 3339 and the xs:dateTime of SAML: fraction optional, zone "Z" or an offset, no zone
// means UTC (SAML core 1.3.3). Leap second 60 is read as 59.
[[nodiscard]] std::optional<WallTime> parse_rfc3339(std::string_view text);
// The Date header, IMF-fixdate only ("Wed, 25 Nov 2026 03:04:05 GMT").
[[nodiscard]] std::optional<WallTime> parse_http_date(std::string_view text);
// "500ms", "60s", "5m", "2h", "1d"; a bare number is not accepted.
[[nodiscard]] std::optional<Millis> parse_duration(std::string_view text);
// "84 ms", "1.50 s", "2 min 5 s": for people.
[[nodiscard]] std::string format_duration(Millis duration);

}  // namespace flexverify::base
