#include "verifier/config/serve.h"

#include <gtest/gtest.h>

#include "verifier/config/secret_source.h"

namespace flexverify::config {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

Schedule schedule(const char* defaults, const char* target) {
  return make_schedule(*base::parse_json(defaults), *base::parse_json(target));
}

TEST(Schedule, EveryFiveMinutesUnlessSomethingElseIsSaid) {
  EXPECT_EQ(std::get<Every>(schedule("null", "{}").when).interval, minutes{5});
  EXPECT_EQ(schedule("null", "{}").confirm, 1U);
  const auto own = schedule("null", R"({"schedule": {"every": "90s", "confirm": 2}})");
  EXPECT_EQ(std::get<Every>(own.when).interval, seconds{90});
  EXPECT_EQ(own.confirm, 2U);
  EXPECT_EQ(own.confirm_pause, seconds{30});
}

TEST(Schedule, TheTargetsTimeReplacesThatOfTheDefaultsAsAWhole) {
  const char* defaults =
      R"({"schedule": {"cron": "0 6 * * *", "time_zone": "Europe/Berlin", "confirm": 3}})";
  EXPECT_EQ(std::get<Cron>(schedule(defaults, "{}").when).zone.name(), "Europe/Berlin");
  const auto every = schedule(defaults, R"({"schedule": {"every": "10m"}})");
  EXPECT_EQ(std::get<Every>(every.when).interval, minutes{10});
  EXPECT_EQ(every.confirm, 3U);
  const auto cron = schedule(defaults, R"({"schedule": {"cron": "0 7 * * *"}})");
  EXPECT_EQ(std::get<Cron>(cron.when).zone.name(), "Europe/Berlin");
  EXPECT_TRUE(std::get<Cron>(cron.when).when.hours.test(7));
}

TEST(Serve, ValuesAndWhatHoldsWithoutThem) {
  const Serve none = make_serve(base::Json());
  EXPECT_EQ(none.listen, "127.0.0.1:9469");
  EXPECT_EQ(none.keep.runs, 500U);
  EXPECT_EQ(none.courtesy.at_once, 4U);
  EXPECT_EQ(none.courtesy.pace, base::Millis{50});
  EXPECT_EQ(describe(none.token), "");
  const Serve serve = make_serve(*base::parse_json(R"({
    "listen": "[::1]:80", "jobs": 8, "jobs_per_provider": 2, "pace": "1s",
    "public_url": "https://checks.acme.example/",
    "token": {"file": "/run/token"}, "keep": {"age": "1d", "runs": 7, "failures": 3},
    "alerts": [{"name": "ops", "kind": "pagerduty", "secret": {"env": "KEY"}, "from": "critical",
                "remind": "4h"},
               {"name": "chat", "kind": "slack", "secret_url": {"credential": "chat"}}]})"));
  EXPECT_EQ(serve.courtesy.at_once, 2U);
  EXPECT_EQ(serve.courtesy.pace, base::Millis{1000});
  EXPECT_EQ(serve.public_url, "https://checks.acme.example");
  EXPECT_EQ(describe(serve.token), "file /run/token");
  EXPECT_EQ(serve.keep.failures, 3U);
  ASSERT_EQ(serve.receivers.size(), 2U);
  EXPECT_EQ(serve.receivers[0].kind, ReceiverKind::PagerDuty);
  EXPECT_EQ(serve.receivers[0].from, model::Verdict::Critical);
  EXPECT_EQ(serve.receivers[0].remind, std::chrono::hours{4});
  EXPECT_EQ(serve.receivers[1].from, model::Verdict::Warning);
  EXPECT_EQ(describe(serve.receivers[1].secret_url), "credential chat");
}

}  // namespace
}  // namespace flexverify::config
