#include "verifier/serve/planner.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/support/fake_clock.h"

namespace flexverify::serve {
namespace {

using base::Millis;
using base::WallTime;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr WallTime kNoon = test::FakeClock::kNoon;

config::Schedule every(Millis interval, std::size_t confirm = 1) {
  return {.when = config::Every{interval}, .confirm = confirm, .confirm_pause = seconds{30}};
}

config::Schedule cron(const char* fields) {
  return {.when = config::Cron{*base::parse_cron(fields), *base::TimeZone::named("UTC")}};
}

Plan plan(std::string name, config::Schedule schedule) {
  return {.name = std::move(name), .schedule = std::move(schedule), .last_started = kNoon};
}

TEST(NextTime, AnIntervalIsSpreadByTheName) {
  std::set<WallTime> times;
  for (int i = 0; i < 500; ++i) {
    const WallTime next = next_time(every(minutes{5}), "target-" + std::to_string(i), kNoon);
    EXPECT_GT(next, kNoon);
    EXPECT_LE(next, kNoon + minutes{5});
    times.insert(std::chrono::floor<seconds>(next));
  }
  EXPECT_GT(times.size(), 200U);  // of 300 seconds
}

TEST(NextTime, TheSameAfterEveryRestartAndAnIntervalApart) {
  const WallTime first = next_time(every(minutes{5}), "acme", kNoon);
  EXPECT_EQ(next_time(every(minutes{5}), "acme", first - Millis{1}), first);
  EXPECT_EQ(next_time(every(minutes{5}), "acme", first), first + minutes{5});
}

TEST(Planner, WhatWasNotCheckedLatelyIsCheckedWithinAMinute) {
  Planner planner;
  Plan never = plan("never", every(hours{24}));
  never.last_started = std::nullopt;
  Plan old = plan("old", every(hours{1}));
  old.last_started = kNoon - hours{2};
  planner.replace({never, old, plan("recent", every(hours{1}))}, kNoon);
  EXPECT_LE(planner.state("never")->next, kNoon + minutes{1});
  EXPECT_LE(planner.state("old")->next, kNoon + minutes{1});
  EXPECT_EQ(planner.state("recent")->next, next_time(every(hours{1}), "recent", kNoon));
}

TEST(Planner, NeverTwoRunsOfOneTargetAndTheLateOneIsCounted) {
  Planner planner;
  planner.replace({plan("a", cron("* * * * *"))}, kNoon);
  EXPECT_FALSE(planner.take(kNoon));
  const auto job = planner.take(kNoon + minutes{1});
  ASSERT_TRUE(job);
  EXPECT_FALSE(planner.take(kNoon + minutes{2}));  // it is still running
  EXPECT_EQ(planner.finished(*job, Ended::Passed, kNoon + minutes{3} + seconds{5}),
            Conclusion::Final);
  EXPECT_EQ(planner.state("a")->skipped, 2U);  // of 12:02 and 12:03
  EXPECT_EQ(planner.state("a")->next, kNoon + minutes{4});
}

TEST(Planner, TwoTargetsOfOneAccountNeverRunAtOnce) {
  Planner planner;
  Plan a = plan("a", cron("* * * * *")), b = plan("b", cron("* * * * *"));
  a.accounts = b.accounts = {"flex-check"};
  planner.replace({a, b, plan("c", cron("* * * * *"))}, kNoon);
  const auto first = planner.take(kNoon + minutes{1});
  EXPECT_EQ(first->name, "a");
  EXPECT_EQ(planner.take(kNoon + minutes{1})->name, "c");
  EXPECT_FALSE(planner.take(kNoon + minutes{1}));
  EXPECT_EQ(planner.next(), WallTime::max());
  planner.finished(*first, Ended::Passed, kNoon + minutes{1});
  EXPECT_EQ(planner.take(kNoon + minutes{1})->name, "b");
}

TEST(Planner, WithoutAFreeWorkerTheLastTimeIsKept) {
  Planner planner;
  planner.replace({plan("a", cron("* * * * *"))}, kNoon);
  const auto job = planner.take(kNoon + minutes{3} + seconds{2});
  ASSERT_TRUE(job);
  EXPECT_EQ(job->due, kNoon + minutes{3});
  EXPECT_EQ(planner.state("a")->skipped, 2U);
  EXPECT_EQ(planner.state("a")->delay, seconds{2});
}

TEST(Planner, TheLongestDueComesFirst) {
  Planner planner;
  planner.replace({plan("a", cron("2 * * * *")), plan("b", cron("1 * * * *"))}, kNoon);
  EXPECT_EQ(planner.next(), kNoon + minutes{1});
  EXPECT_EQ(planner.take(kNoon + minutes{5})->name, "b");
  EXPECT_EQ(planner.take(kNoon + minutes{5})->name, "a");
  EXPECT_FALSE(planner.take(kNoon + minutes{5}));
  EXPECT_EQ(planner.next(), WallTime::max());
}

TEST(Planner, AFailureIsConfirmedOnceAfterAPause) {
  Planner planner;
  planner.replace({plan("a", every(minutes{5}, 2))}, kNoon);
  auto job = planner.take(kNoon + minutes{5});
  const WallTime failed = kNoon + minutes{5} + seconds{1};
  EXPECT_EQ(planner.finished(*job, Ended::Failed, failed), Conclusion::Confirm);
  EXPECT_EQ(planner.next(), failed + seconds{30});
  job = planner.take(failed + seconds{30});
  EXPECT_EQ(job->attempt, 2U);
  EXPECT_EQ(planner.finished(*job, Ended::Failed, failed + seconds{31}), Conclusion::Final);
  EXPECT_EQ(planner.state("a")->attempt, 1U);
  EXPECT_EQ(planner.state("a")->next, next_time(every(minutes{5}), "a", failed + seconds{31}));
}

TEST(Planner, ARefusalIsNotConfirmed) {
  Planner planner;
  planner.replace({plan("a", every(minutes{5}, 2))}, kNoon);
  const auto job = planner.take(kNoon + minutes{5});
  EXPECT_EQ(planner.finished(*job, Ended::Refused, kNoon + minutes{5}), Conclusion::Final);
}

TEST(Planner, RateLimitsDoubleThePauseUntilOnePasses) {
  Planner planner;
  planner.replace({plan("a", every(minutes{5}))}, kNoon);
  WallTime now = kNoon + minutes{5};
  for (const minutes pause : {minutes{10}, minutes{20}, minutes{40}}) {
    const auto job = planner.take(now);
    ASSERT_TRUE(job);
    EXPECT_EQ(planner.finished(*job, Ended::RateLimited, now), Conclusion::Final);
    EXPECT_EQ(planner.state("a")->not_before, now + pause);
    EXPECT_GT(planner.next(), now + pause);
    EXPECT_LE(planner.next(), now + pause + minutes{5});
    now = planner.next();
  }
  EXPECT_EQ(planner.finished(*planner.take(now), Ended::Passed, now), Conclusion::Final);
  EXPECT_EQ(planner.state("a")->rate_limits, 0U);
  EXPECT_LE(planner.next(), now + minutes{5});
}

TEST(Planner, BackOffOutlivesARestart) {
  Planner planner;
  Plan limited = plan("a", every(minutes{5}));
  limited.rate_limits = 2, limited.not_before = kNoon + minutes{30};
  planner.replace({limited}, kNoon);
  EXPECT_GE(planner.next(), kNoon + minutes{30});
}

TEST(Planner, BackOffOutlivesANewConfiguration) {
  Planner planner;
  planner.replace({plan("a", every(minutes{5}))}, kNoon);
  const WallTime now = kNoon + minutes{5};
  EXPECT_EQ(planner.finished(*planner.take(now), Ended::RateLimited, now), Conclusion::Final);
  planner.replace({plan("a", every(minutes{5}))}, now);
  EXPECT_GT(planner.next(), now + minutes{10});
}

TEST(Planner, ANewConfigurationKeepsWhatRuns) {
  Planner planner;
  planner.replace({plan("a", every(minutes{5})), plan("b", every(minutes{5}))}, kNoon);
  const auto a = planner.take(kNoon + minutes{5});
  planner.replace({plan("b", every(minutes{1})), plan("c", every(minutes{5}))}, kNoon + minutes{5});
  EXPECT_FALSE(planner.take(kNoon + minutes{5})) << "what is new waits for its own time";
  EXPECT_EQ(planner.finished(*a, Ended::Failed, kNoon + minutes{6}), Conclusion::Final);
  EXPECT_EQ(planner.state(a->name == "a" ? "a" : "none"), nullptr);
  EXPECT_NE(planner.state("c"), nullptr);
}

// Three accounts of twenty targets: every target gets its turn, no account is in two at once.
TEST(Planner, OfManyTargetsEachAccountHasOneAtATime) {
  Planner planner;
  std::vector<Plan> plans;
  for (int i = 0; i < 60; ++i) {
    plans.push_back(plan("target-" + std::to_string(i), cron("* * * * *")));
    plans.back().accounts = {"account-" + std::to_string(i % 3)};
  }
  planner.replace(plans, kNoon);
  std::multiset<std::string> taken;
  for (int round = 0; round < 20; ++round) {
    std::vector<Job> jobs;
    std::set<int> accounts;
    while (const auto job = planner.take(kNoon + minutes{1})) {
      jobs.push_back(*job);
      accounts.insert(std::stoi(job->name.substr(7)) % 3);
      taken.insert(job->name);
    }
    EXPECT_EQ(jobs.size(), 3U);
    EXPECT_EQ(accounts.size(), 3U);
    EXPECT_EQ(planner.next(), WallTime::max());
    for (const Job& job : jobs) planner.finished(job, Ended::Passed, kNoon + minutes{1});
  }
  EXPECT_EQ(std::set<std::string>(taken.begin(), taken.end()).size(), 60U);
  EXPECT_EQ(planner.next(), kNoon + minutes{2});
}

std::vector<Job> take_all(Planner& planner, WallTime now) {
  std::vector<Job> jobs;
  while (const auto job = planner.take(now)) jobs.push_back(*job);
  return jobs;
}

std::vector<Plan> plans_at(const std::string& host, std::size_t count) {
  std::vector<Plan> plans;
  for (std::size_t i = 0; i < count; ++i) {
    plans.push_back(plan(host + " " + std::to_string(i), cron("* * * * *")));
    plans.back().hosts = {host};
  }
  return plans;
}

TEST(Planner, AProviderHasAsManyAtOnceAsAllowedAndOthersGoOn) {
  Planner planner;
  std::vector<Plan> plans = plans_at("busy.example", 7);
  plans.push_back(plans_at("free.example", 1).front());
  plans.push_back(plan("page", cron("* * * * *")));  // asks no provider
  planner.replace(plans, kNoon, {.at_once = 4, .pace = Millis{0}});
  const std::vector<Job> jobs = take_all(planner, kNoon + minutes{1});
  std::multiset<std::string> hosts;
  for (const Job& job : jobs) hosts.insert(job.name.substr(0, 4));
  EXPECT_EQ(hosts, (std::multiset<std::string>{"busy", "busy", "busy", "busy", "free", "page"}));
  EXPECT_EQ(planner.next(), WallTime::max()) << "only an end makes room";
  planner.finished(jobs[0], Ended::Passed, kNoon + minutes{1});
  EXPECT_EQ(take_all(planner, kNoon + minutes{1}).size(), 1U);
}

TEST(Planner, ThePaceOfAProviderIsKeptByTheClockItIsGiven) {
  Planner planner;
  std::vector<Plan> plans = plans_at("slow.example", 3);
  plans.push_back(plans_at("other.example", 1).front());
  planner.replace(plans, kNoon, {.at_once = 4, .pace = Millis{50}});
  WallTime now = kNoon + minutes{1};
  EXPECT_EQ(take_all(planner, now).size(), 2U) << "one at each";
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(planner.next(), now + Millis{50});
    EXPECT_FALSE(planner.take(now + Millis{49}));
    now += Millis{50};
    EXPECT_EQ(take_all(planner, now).size(), 1U);
  }
  EXPECT_EQ(planner.next(), WallTime::max());
}

// 2,000 targets of one provider would take 100 seconds at its pace.
TEST(Planner, TheFirstChecksAreSpreadAsTheBusiestProviderAllows) {
  Planner planner;
  std::vector<Plan> plans;
  for (const Plan& one : plans_at("busy.example", 2000)) {
    plans.push_back(plan(one.name, every(minutes{5})));
    plans.back().hosts = one.hosts;
    plans.back().last_started.reset();
  }
  planner.replace(plans, kNoon, {.at_once = 4, .pace = Millis{50}});
  WallTime last{};
  for (const Plan& one : plans) last = std::max(last, planner.state(one.name)->next);
  EXPECT_GT(last, kNoon + seconds{190});
  EXPECT_LE(last, kNoon + seconds{200});
}

TEST(Planner, WhatRunsKeepsItsPlaceWhenTheConfigurationNamesAnother) {
  Planner planner;
  const model::Courtesy one{.at_once = 1, .pace = Millis{0}};
  planner.replace(plans_at("a.example", 1), kNoon, one);
  const auto running = planner.take(kNoon + minutes{1});
  std::vector<Plan> moved = plans_at("a.example", 2);
  moved[0].hosts = {"b.example"};
  planner.replace(moved, kNoon + minutes{1}, one);
  EXPECT_FALSE(planner.take(kNoon + minutes{2})) << "a.example still has one";
  planner.finished(*running, Ended::Passed, kNoon + minutes{2});
  EXPECT_EQ(take_all(planner, kNoon + minutes{3}).size(), 2U);
}

TEST(Planner, WhoIsHurriedTwiceHasOneTurn) {
  Planner planner;
  planner.replace({plan("a", every(hours{1}))}, kNoon);
  EXPECT_TRUE(planner.hurry("a", kNoon));
  EXPECT_TRUE(planner.hurry("a", kNoon + seconds{1}));
  const auto job = planner.take(kNoon + seconds{1});
  ASSERT_TRUE(job);
  EXPECT_FALSE(planner.take(kNoon + seconds{1}));
  EXPECT_EQ(planner.finished(*job, Ended::Passed, kNoon + seconds{2}), Conclusion::Final);
  EXPECT_GT(planner.next(), kNoon + minutes{1}) << "no turn of before is left";
}

TEST(Planner, APersonCanHurryATarget) {
  Planner planner;
  planner.replace({plan("a", every(hours{1}))}, kNoon);
  EXPECT_FALSE(planner.hurry("b", kNoon));
  EXPECT_TRUE(planner.hurry("a", kNoon));
  EXPECT_TRUE(planner.take(kNoon));
}

TEST(Planner, ADateThatNeverComes) {
  Planner planner;
  planner.replace({plan("a", cron("0 0 30 2 *"))}, kNoon);
  EXPECT_EQ(planner.next(), WallTime::max());
}

}  // namespace
}  // namespace flexverify::serve
