#include "verifier/base/cron.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>
#include <string>

#include "verifier/base/text.h"

namespace flexverify::base {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using LocalMinute = std::chrono::local_time<minutes>;

constexpr std::array<std::string_view, 13> kMonths = {
    "", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 7> kWeekdays = {"sun", "mon", "tue", "wed",
                                                       "thu", "fri", "sat"};

struct Field {
  std::string_view name;
  int least, most;
  std::span<const std::string_view> words = {};  // by number
};
constexpr std::array kFields = {Field{"minute", 0, 59}, Field{"hour", 0, 23},
                                Field{"day of month", 1, 31}, Field{"month", 1, 12, kMonths},
                                Field{"day of week", 0, 7, kWeekdays}};

std::optional<int> number_in(std::string_view text, const Field& field) {
  const auto word = std::find(field.words.begin(), field.words.end(), ascii_lower(text));
  if (!text.empty() && word != field.words.end())
    return static_cast<int>(word - field.words.begin());
  int number = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole && number >= field.least && number <= field.most ? std::optional(number)
                                                                : std::nullopt;
}

struct Range {
  int first, last, step;
};

// "*", "5", "1-5", each with "/step"; "5/10" counts from 5 to the end.
std::optional<Range> parse_range(std::string_view text, const Field& field) {
  Range range{field.least, field.most, 1};
  const std::size_t slash = text.find('/');
  const std::string_view what = text.substr(0, slash);
  if (slash != std::string_view::npos) {
    const auto step = number_in(text.substr(slash + 1), {"step", 1, field.most});
    if (!step) return std::nullopt;
    range.step = *step;
  }
  if (what == "*") return range;
  const std::size_t dash = what.find('-');
  const auto first = number_in(what.substr(0, dash), field);
  if (!first) return std::nullopt;
  range.first = *first;
  if (dash == std::string_view::npos) {
    if (slash == std::string_view::npos) range.last = *first;
    return range;
  }
  const auto last = number_in(what.substr(dash + 1), field);
  if (!last || *last < *first) return std::nullopt;
  range.last = *last;
  return range;
}

template <std::size_t size>
Result<void> read_field(std::string_view text, const Field& field, std::bitset<size>& into) {
  for (const std::string_view part : split(text, ',')) {
    const auto range = parse_range(part, field);
    if (!range)
      return fail("cron", '"' + printable(part, 40) + "\" is no " + std::string(field.name) +
                              "; expected *, a number from " + std::to_string(field.least) +
                              " to " + std::to_string(field.most) + ", a range 1-5 or a step */5");
    for (int n = range->first; n <= range->last; n += range->step)
      into.set(static_cast<std::size_t>(n) % size);
  }
  return {};
}

bool matches_day(const CronExpression& cron, std::chrono::local_days day) {
  const std::chrono::year_month_day date(day);
  if (!cron.months.test(static_cast<unsigned>(date.month()))) return false;
  const bool by_date = cron.days.test(static_cast<unsigned>(date.day()));
  const bool by_weekday = cron.weekdays.test(std::chrono::weekday(day).c_encoding());
  return cron.any_day || cron.any_weekday ? by_date && by_weekday : by_date || by_weekday;
}

// The first match in [from, until).
std::optional<LocalMinute> first_match(const CronExpression& cron, LocalMinute from,
                                       LocalMinute until) {
  for (auto day = std::chrono::floor<days>(from); day < until; day += days{1}) {
    if (!matches_day(cron, day)) continue;
    for (LocalMinute at = std::max<LocalMinute>(from, day); at < until && at < day + days{1};
         at += minutes{1}) {
      const auto of_day = static_cast<std::size_t>((at - day).count());
      if (cron.hours.test(of_day / 60) && cron.minutes.test(of_day % 60)) return at;
    }
  }
  return std::nullopt;
}

LocalMinute local(WallTime time, minutes offset) {
  return LocalMinute(std::chrono::ceil<minutes>(time.time_since_epoch()) + offset);
}

}  // namespace

Result<CronExpression> parse_cron(std::string_view text) {
  std::vector<std::string_view> fields;
  for (const std::string_view field : split(text, ' '))
    if (!field.empty()) fields.push_back(field);
  if (fields.size() != kFields.size())
    return fail("cron",
                std::to_string(fields.size()) +
                    " fields; expected five: minute, hour, day of month, month, day of week");
  CronExpression cron;
  cron.any_day = fields[2].starts_with('*');
  cron.any_weekday = fields[4].starts_with('*');
  auto read = read_field(fields[0], kFields[0], cron.minutes);
  if (read) read = read_field(fields[1], kFields[1], cron.hours);
  if (read) read = read_field(fields[2], kFields[2], cron.days);
  if (read) read = read_field(fields[3], kFields[3], cron.months);
  if (read) read = read_field(fields[4], kFields[4], cron.weekdays);
  if (!read) return tl::unexpected(read.error());
  return cron;
}

std::optional<WallTime> next_time(const CronExpression& cron, const TimeZone& zone,
                                  WallTime after) {
  WallTime from = std::chrono::floor<minutes>(after) + minutes{1};
  const WallTime limit = after + days{9 * 366};
  while (from < limit) {
    const ZonePeriod period = zone.period_at(from);
    const WallTime end = std::min(period.end, limit);
    if (const auto match = first_match(cron, local(from, period.offset), local(end, period.offset)))
      return WallTime(match->time_since_epoch() - period.offset);
    const minutes then = zone.period_at(end).offset;
    if (then > period.offset && first_match(cron, local(end, period.offset), local(end, then)))
      return end;
    from = end;
  }
  return std::nullopt;
}

}  // namespace flexverify::base
