#include "verifier/serve/planner.h"

#include <algorithm>

#include "verifier/base/crypto.h"
#include "verifier/base/overload.h"

namespace flexverify::serve {
namespace {

using base::Millis;
using base::WallTime;

constexpr WallTime kNever = WallTime::max();
constexpr Millis kFirstSpread = std::chrono::minutes{1};
constexpr Millis kLeastBackOff = std::chrono::minutes{1}, kMostBackOff = std::chrono::hours{6};
constexpr Millis kBackOffOfCron = std::chrono::minutes{5};
// A machine that slept for weeks has missed no more runs than these: counting them takes time.
constexpr std::size_t kMostSkips = 1000;

// Where in its interval a target runs: by its name, so that a restart changes nothing.
Millis spread(std::string_view name, Millis over) {
  const std::string hash = base::sha256(name);
  std::uint64_t n = 0;
  for (std::size_t i = 0; i < sizeof(n); ++i) n = n << 8U | static_cast<unsigned char>(hash[i]);
  return Millis{static_cast<std::int64_t>(n % static_cast<std::uint64_t>(over.count()))};
}

WallTime next_of(const config::Every& every, std::string_view name, WallTime after) {
  const Millis phase = spread(name, every.interval);
  const Millis since = after.time_since_epoch() - phase;
  return WallTime((since / every.interval + 1) * every.interval + phase);
}

Millis interval_of(const config::Schedule& schedule) {
  const auto* every = std::get_if<config::Every>(&schedule.when);
  return every == nullptr ? kBackOffOfCron : every->interval;
}

// Doubled with each answer that asks for less.
Millis back_off(const config::Schedule& schedule, std::size_t times) {
  Millis pause = std::max(interval_of(schedule), kLeastBackOff) * 2;
  for (std::size_t i = 1; i < times && pause < kMostBackOff; ++i) pause *= 2;
  return std::min(pause, kMostBackOff);
}

// Over which the first checks are spread: a minute, or twice the time that the busiest provider
// needs for all of its targets.
Millis first_spread(const std::vector<Plan>& plans, const model::Courtesy& courtesy) {
  std::map<std::string, int> targets;
  int most = 0;
  for (const Plan& plan : plans)
    for (const std::string& host : plan.hosts) most = std::max(most, ++targets[host]);
  return std::max(kFirstSpread, 2 * most * courtesy.pace);
}

WallTime first_time(const Plan& plan, WallTime now, Millis over) {
  const WallTime regular = next_time(plan.schedule, plan.name, now);
  const auto* every = std::get_if<config::Every>(&plan.schedule.when);
  const bool recent = every != nullptr && plan.last_started && *plan.last_started <= now &&
                      now - *plan.last_started < every->interval;
  if (every == nullptr || recent) return regular;
  return std::min(regular, now + spread(plan.name, std::min(every->interval, over)));
}

}  // namespace

WallTime next_time(const config::Schedule& schedule, std::string_view name, WallTime after) {
  return std::visit(
      base::overload{[&](const config::Every& every) { return next_of(every, name, after); },
                     [&](const config::Cron& cron) {
                       return base::next_time(cron.when, cron.zone, after).value_or(kNever);
                     }},
      schedule.when);
}

void Planner::replace(const std::vector<Plan>& plans, WallTime now,
                      const model::Courtesy& courtesy) {
  running_.replace(courtesy);
  const Millis over = first_spread(plans, courtesy);
  std::map<std::string, Entry> old = std::move(entries_);
  entries_.clear();
  for (const Plan& plan : plans) {
    Entry entry{.schedule = plan.schedule,
                .places = {hosts_.of(plan.hosts), accounts_.of(plan.accounts)},
                .state = {}};
    if (const auto found = old.find(plan.name); found != old.end()) {
      entry.state = found->second.state;
      entry.taken = std::move(found->second.taken);
      entry.due = entry.state.next =
          next_time(plan.schedule, plan.name, std::max(now, entry.state.not_before));
      old.erase(found);
    } else {
      entry.state.rate_limits = plan.rate_limits;
      entry.state.not_before = plan.not_before;
      entry.due = entry.state.next = std::max(first_time(plan, now, over), plan.not_before);
    }
    entries_.emplace(plan.name, std::move(entry));
  }
  for (auto& [name, entry] : old)  // what runs must be able to end
    if (entry.state.running) entry.removed = true, entries_.emplace(name, std::move(entry));
  lanes_.clear(), first_.clear();
  for (const auto& [name, entry] : entries_)
    if (!entry.state.running) wait(name, entry);
}

void Planner::wait(const std::string& name, const Entry& entry) {
  Lane& lane = *lanes_.try_emplace(entry.places).first;
  if (!lane.second.empty()) first_.erase({*lane.second.begin(), &lane});
  lane.second.emplace(entry.state.next, name);
  first_.emplace(*lane.second.begin(), &lane);
}

void Planner::stop_waiting(const std::string& name, const Entry& entry) {
  Lane& lane = *lanes_.find(entry.places);
  first_.erase({*lane.second.begin(), &lane});
  lane.second.erase({entry.state.next, name});
  if (lane.second.empty())
    lanes_.erase(lanes_.find(entry.places));
  else
    first_.emplace(*lane.second.begin(), &lane);
}

std::optional<Job> Planner::take(WallTime now) {
  const auto free = std::ranges::find_if(first_, [&](const auto& one) {
    const auto& [turn, lane] = one;
    return turn.first > now ||
           (running_.has_room(lane->first) && running_.not_before(lane->first) <= now);
  });
  if (free == first_.end() || free->first.first > now) return std::nullopt;
  const std::string name = free->first.second;
  Entry& entry = entries_.at(name);
  stop_waiting(name, entry);
  entry.taken = entry.places;
  running_.started(entry.taken, now);
  PlanState& state = entry.state;
  // Of several times that passed, the last one is kept.
  for (std::size_t i = 0; i < kMostSkips && state.attempt == 1; ++i) {
    const WallTime later = next_time(entry.schedule, name, entry.due);
    if (later > now) break;
    entry.due = state.next = later;
    ++state.skipped;
  }
  state.running = true;
  state.delay = now - state.next;
  return Job{name, state.next, state.attempt};
}

WallTime Planner::next() const {
  WallTime first = kNever;
  for (const auto& [turn, lane] : first_) {
    if (turn.first >= first) break;
    if (running_.has_room(lane->first))
      first = std::min(first, std::max(turn.first, running_.not_before(lane->first)));
  }
  return first;
}

Conclusion Planner::finished(const Job& job, Ended ended, WallTime now) {
  const auto found = entries_.find(job.name);
  if (found == entries_.end()) return Conclusion::Final;
  Entry& entry = found->second;
  entry.state.running = false;
  running_.ended(entry.taken);
  if (entry.removed) return entries_.erase(found), Conclusion::Final;
  const Conclusion conclusion = plan_next(job, entry, ended, now);
  wait(job.name, entry);
  return conclusion;
}

Conclusion Planner::plan_next(const Job& job, Entry& entry, Ended ended, WallTime now) {
  PlanState& state = entry.state;
  if (ended == Ended::Failed && job.attempt < entry.schedule.confirm) {
    state.attempt = job.attempt + 1;
    state.next = now + entry.schedule.confirm_pause;
    return Conclusion::Confirm;
  }
  state.attempt = 1;
  state.rate_limits = ended == Ended::RateLimited ? state.rate_limits + 1 : 0;
  state.not_before =
      state.rate_limits == 0 ? WallTime{} : now + back_off(entry.schedule, state.rate_limits);
  // Times that passed while it ran are skipped, and counted.
  entry.due = next_time(entry.schedule, job.name, job.due);
  for (std::size_t i = 0; i < kMostSkips && entry.due <= now; ++i) {
    ++state.skipped;
    entry.due = next_time(entry.schedule, job.name, entry.due);
  }
  if (entry.due <= std::max(now, state.not_before))
    entry.due = next_time(entry.schedule, job.name, std::max(now, state.not_before));
  state.next = entry.due;
  return Conclusion::Final;
}

bool Planner::hurry(const std::string& name, WallTime now) {
  const auto found = entries_.find(name);
  if (found == entries_.end()) return false;
  PlanState& state = found->second.state;
  state.not_before = WallTime{};
  if (state.running) return true;
  stop_waiting(name, found->second);
  state.next = now;
  wait(name, found->second);
  return true;
}

const PlanState* Planner::state(const std::string& name) const {
  const auto found = entries_.find(name);
  return found == entries_.end() ? nullptr : &found->second.state;
}

}  // namespace flexverify::serve
