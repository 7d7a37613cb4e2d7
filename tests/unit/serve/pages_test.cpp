// What the dashboard and the metrics show, and to whom.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/fake_clock.h"
#include "tests/support/golden.h"
#include "verifier/base/encoding.h"
#include "verifier/serve/dashboard.h"
#include "verifier/serve/dashboard_index.h"
#include "verifier/serve/dashboard_parts.h"
#include "verifier/serve/links.h"
#include "verifier/serve/metrics.h"
#include "verifier/serve/routes.h"

namespace flexverify::serve {
namespace {

using model::Verdict;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::HasSubstr;
using testing::Not;
using testing_support::expect_golden;

constexpr base::WallTime kNoon = test::FakeClock::kNoon;
constexpr const char* kHostile = "acme/<script>alert(1)</script>\"'&";

std::shared_ptr<const Target> configured(const std::string& name) {
  Target target;
  target.spec.name = name;
  target.spec.url = *web::parse_url("https://agents.acme.example/");
  return std::make_shared<const Target>(std::move(target));
}

TargetView target(const std::string& name, Verdict verdict) {
  TargetView view;
  view.target = configured(name);
  view.plan = {.next = kNoon + minutes{3}, .skipped = 2, .delay = seconds{1}};
  view.record = TargetRecord{.verdict = verdict,
                             .since = kNoon - hours{2},
                             .last_success = kNoon - hours{3},
                             .rate_limits = 0,
                             .not_before = {}};
  model::CheckResult last;
  last.name = name;
  last.url = "https://agents.acme.example/";
  last.started = kNoon - minutes{2};
  last.duration = base::Millis{1250};
  last.reached = model::Depth::Assertion;
  last.verdict = Verdict::Critical;
  if (verdict != Verdict::Ok)
    last.findings = {model::make_finding(model::Code::AcsRejected, kHostile)};
  last.certificates = {{.use = "tls agents.acme.example",
                        .subject = kHostile,
                        .sha256 = "ab",
                        .not_after = kNoon + hours{24 * 12},
                        .days_left = 12}};
  view.last = shown_result(std::move(last), verdict);
  return view;
}

View view() {
  View all;
  all.version = "1.0";
  all.now = kNoon;
  all.started = kNoon - hours{1};
  all.targets = {target("fine", Verdict::Ok), target(kHostile, Verdict::Critical)};
  all.targets[1].refusal = Remembered{.kind = Memory::Refused,
                                      .target = kHostile,
                                      .code = "account-locked",
                                      .fingerprint = {},
                                      .unanswered = {},
                                      .since = kNoon - hours{2}};
  TargetView never;
  never.target = configured("never checked");
  all.targets.push_back(never);
  all.reload = {true, kNoon - hours{1}};
  return all;
}

TEST(Metrics, AreTheGoldenOnes) {
  expect_golden("tests/unit/serve/golden/metrics.txt", metrics_page(view(), {1.5, 2e7}));
}

TEST(Metrics, AProbeShowsOneTargetThatIsConfigured) {
  expect_golden("tests/unit/serve/golden/probe.txt", probe_page(view(), "fine"));
  EXPECT_THAT(probe_page(view(), "never checked"), HasSubstr("probe_success 0"));
  EXPECT_EQ(probe_page(view(), "https://elsewhere.example/"), "");
}

TEST(Metrics, ADegradedHistoryIsLoud) {
  View degraded = view();
  degraded.place = Place::MemoryForNow;
  degraded.reload.ok = false;
  const std::string page = metrics_page(degraded, {});
  EXPECT_THAT(page, HasSubstr("\nflexverify_history_degraded 1\n"));
  EXPECT_THAT(page, HasSubstr("\nflexverify_config_last_reload_successful 0\n"));
}

Rows without_runs() {
  return Rows([](const std::string&, std::size_t) { return std::vector<StoredRun>(); });
}

// A view of so many targets, of which the n-th had change n.
View view_of(std::size_t count) {
  View all;
  all.now = kNoon, all.started = kNoon - hours{1};
  all.configuration = 1, all.changes = count;
  for (std::size_t i = 1; i <= count; ++i) {
    all.targets.push_back(target("target " + std::to_string(1000 + i), Verdict::Ok));
    all.targets.back().changed = i;
  }
  return all;
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

// What the page says its browser should ask with.
std::string since_of(const std::string& page) {
  const std::size_t at = page.find("since=") + 6;
  return page.substr(at, page.find('"', at) - at);
}

TEST(Dashboard, AHundredTargetsAtATimeAndTheyCanBeSearched) {
  Rows rows = without_runs();
  const View all = view_of(250);
  const std::string last = index_page(all, {.page = 3}, rows);
  EXPECT_EQ(count_of(last, "class=\"row\""), 50U);
  EXPECT_THAT(last, HasSubstr("201 to 250 of 250"));
  EXPECT_THAT(last, HasSubstr("href=\"/?search=&amp;page=2\""));
  EXPECT_THAT(last, Not(HasSubstr("Next")));
  EXPECT_EQ(count_of(index_page(all, {.page = 99}, rows), "class=\"row\""), 50U);
  const std::string found = index_page(all, {.search = "TARGET 1100"}, rows);
  EXPECT_EQ(count_of(found, "class=\"row\""), 1U);
  EXPECT_THAT(found, HasSubstr("250 ok")) << "the head is about all";
  EXPECT_THAT(index_page(all, {.search = "nobody"}, rows), HasSubstr("0 to 0 of 0"));
}

TEST(Dashboard, AnOpenPageIsSentTheRowsThatChanged) {
  Rows rows = without_runs();
  View all = view_of(3);
  const std::string since = since_of(index_page(all, {}, rows));
  EXPECT_EQ(count_of(index_changes(all, {}, rows, since), "data-same"), 3U);
  all.targets[1].changed = ++all.changes;
  const std::string changes = index_changes(all, {}, rows, since);
  EXPECT_EQ(count_of(changes, "class=\"row\""), 1U);
  EXPECT_THAT(changes, HasSubstr("id=\"row/target?name=target%201002\" class=\"row\""));
  EXPECT_EQ(count_of(changes, "data-same"), 2U);
  EXPECT_EQ(count_of(index_changes(all, {}, rows, since_of(changes)), "data-same"), 3U);
}

TEST(Dashboard, AnotherProcessConfigurationOrDayIsSentWhole) {
  Rows rows = without_runs();
  const View all = view_of(2);
  const std::string since = since_of(index_page(all, {}, rows));
  View restarted = all, reloaded = all, tomorrow = all;
  restarted.started += seconds{1};
  ++reloaded.configuration;
  tomorrow.now += hours{24};
  for (const View& other : {restarted, reloaded, tomorrow})
    EXPECT_EQ(count_of(index_changes(other, {}, rows, since), "data-same"), 0U);
  EXPECT_EQ(count_of(index_changes(all, {}, rows, "nonsense"), "data-same"), 0U);
}

TEST(Dashboard, ARowIsMadeOnceForEachChange) {
  std::vector<std::string> asked;
  Rows rows([&](const std::string& name, std::size_t) {
    asked.push_back(name);
    return std::vector<StoredRun>();
  });
  View all = view_of(2);
  for (int i = 0; i < 3; ++i) static_cast<void>(index_page(all, {}, rows));
  EXPECT_THAT(asked, testing::ElementsAre("target 1001", "target 1002"));
  all.targets[0].changed = ++all.changes;
  static_cast<void>(index_page(all, {}, rows));
  EXPECT_THAT(asked, testing::ElementsAre("target 1001", "target 1002", "target 1001"));
}

TEST(Dashboard, NothingThatCameFromElsewhereIsMarkup) {
  const std::vector<StoredRun> runs = {
      {.id = 1, .target = kHostile, .started = kNoon, .code = kHostile}};
  Rows rows([&](const std::string&, std::size_t) { return runs; });
  const IndexWish wish{.search = kHostile};
  const std::string pages = index_page(view(), {}, rows) + index_page(view(), wish, rows) +
                            target_page(view().targets[1], view(), runs, "key");
  EXPECT_THAT(pages, Not(HasSubstr("<script>")));
  EXPECT_THAT(pages, HasSubstr("&lt;script&gt;"));
  EXPECT_THAT(pages, HasSubstr("name=acme%2F%3Cscript%3E"));
}

TEST(Dashboard, TheWorstComesFirstAndIsCounted) {
  Rows rows = without_runs();
  const std::string page = index_page(view(), {}, rows);
  EXPECT_THAT(page, HasSubstr("<h1>1 critical · 1 ok · 1 without a result</h1>"));
  EXPECT_LT(page.find("acme/"), page.find("fine"));
  EXPECT_LT(page.find("fine"), page.find("never checked"));
}

TEST(Dashboard, FaultsOfServeItselfAreShown) {
  View degraded = view();
  degraded.place = Place::MemoryForNow;
  degraded.reason = "database is locked";
  degraded.reload.ok = false;
  Rows rows = without_runs();
  const std::string page = index_page(degraded, {}, rows);
  EXPECT_THAT(page, HasSubstr("database is locked"));
  EXPECT_THAT(page, HasSubstr("configuration file has faults"));
}

TEST(Dashboard, TimesForPeople) {
  EXPECT_EQ(shown_time(kNoon), "2026-11-25 12:00:00");
  EXPECT_EQ(shown_distance(kNoon + minutes{3}, kNoon), "in 3 min");
  EXPECT_EQ(shown_distance(kNoon - hours{3}, kNoon), "3 h ago");
  EXPECT_EQ(shown_distance(kNoon - hours{72}, kNoon), "3 days ago");
  EXPECT_EQ(shown_distance(kNoon, kNoon), "now");
}

config::Serve serve(const char* listen) {
  config::Serve serve;
  serve.listen = listen;
  return serve;
}

TEST(Access, OthersNeedATokenOrACertificate) {
  EXPECT_TRUE(check_access(serve("127.0.0.1:9469")));
  EXPECT_TRUE(check_access(serve("[::1]:9469")));
  config::Serve open = serve("0.0.0.0:9469");
  EXPECT_THAT(check_access(open).error().what, HasSubstr("set serve/token"));
  EXPECT_FALSE(check_access(serve("[::]:9469")));
  open.token = model::FileSource{"/run/token"};
  EXPECT_TRUE(check_access(open));
  config::Serve certified = serve("192.0.2.7:443");
  certified.tls.client_ca = "ca.pem";
  EXPECT_TRUE(check_access(certified));
  EXPECT_EQ(listen_address("[::1]:80").host, "::1");
  EXPECT_EQ(listen_address("[::1]:80").port, 80);
}

int status(const Access& access, const HttpRequest& request) {
  const auto refused = refusal_of(request, access);
  return refused ? refused->status : 200;
}

HttpRequest get(const std::string& path, const std::string& host = "127.0.0.1:9469",
                const std::string& authorization = "") {
  return {.method = "GET", .path = path, .query = {}, .host = host, .authorization = authorization};
}

TEST(Access, ATokenInEitherForm) {
  const Access access{.token = std::make_shared<const base::Secret>("s3cret")};
  const auto with = [&](const std::string& authorization) {
    return status(access, get("/metrics", "flex.example", authorization));
  };
  EXPECT_EQ(with(""), 401);
  EXPECT_EQ(with("Bearer s3cret"), 200);
  EXPECT_EQ(with("bearer  s3cret"), 200);
  EXPECT_EQ(with("Bearer s3cre"), 401);
  EXPECT_EQ(with("Bearer"), 401);
  EXPECT_EQ(with("Basic " + base::base64_encode("me:s3cret")), 200);
  EXPECT_EQ(with("Basic " + base::base64_encode("s3cret")), 401);
  EXPECT_EQ(status(access, get("/healthz", "flex.example")), 200);
}

TEST(Access, ANameThatPointsHereIsNotEnough) {
  EXPECT_EQ(status({}, get("/", "127.0.0.1:9469")), 200);
  EXPECT_EQ(status({}, get("/", "localhost:9469")), 200);
  EXPECT_EQ(status({}, get("/", "[::1]:9469")), 200);
  EXPECT_EQ(status({}, get("/", "rebound.example:9469")), 421);
  EXPECT_EQ(status({}, get("/", "")), 421);
}

class RoutesTest : public testing::Test {
 protected:
  RoutesTest() {
    Target target;
    target.spec.name = "acme/agent";
    target.spec.url = *web::parse_url("https://agents.acme.example/");
    scheduler_.replace({.targets = {target}, .keep = {}, .receivers = {}, .public_url = {}});
    clock_.advance(minutes{5});
    EXPECT_TRUE(scheduler_.run_due({}));
    clock_.advance(minutes{5});
    EXPECT_TRUE(scheduler_.run_due({}));
  }
  HttpReply at(const std::string& path, std::vector<std::pair<std::string, std::string>> query = {},
               const std::string& method = "GET") {
    HttpRequest request = get(path);
    request.method = method;
    request.query = std::move(query);
    return routes_.answer(request);
  }

  test::FakeClock clock_;
  std::unique_ptr<Store> store_ = *Store::open("", [](std::string_view) {});
  Notifier notifier_{*store_, clock_, {}, [](std::string_view) {}};
  Scheduler scheduler_{
      "1.0",
      *store_,
      notifier_,
      clock_,
      {.run =
           [this](const model::CheckSpec& spec, std::stop_token) {
             model::CheckResult result;
             result.name = spec.name;
             result.url = "https://agents.acme.example/";
             result.started = clock_.now();
             result.depth = result.reached = spec.depth;
             result.verdict = Verdict::Ok;
             return result;
           },
       .refusal = [](const model::CheckSpec&) { return std::optional<Remembered>(); },
       .resume = [](const model::CheckSpec&) {}},
      [](std::string_view) {}};
  Routes routes_{scheduler_, {}};
};

TEST_F(RoutesTest, EveryPageIsThere) {
  EXPECT_THAT(at("/").body, HasSubstr("acme/agent"));
  EXPECT_THAT(at("/changes").body, HasSubstr("acme/agent"));
  EXPECT_THAT(at("/target", {{"name", "acme/agent"}}).body, HasSubstr("History"));
  EXPECT_THAT(at("/run", {{"id", "1"}}).body, HasSubstr("Safe to click Finish: yes"));
  EXPECT_THAT(at("/run", {{"id", "1"}, {"format", "json"}}).body, HasSubstr("flexverify-run/1"));
  EXPECT_THAT(at("/compare", {{"before", "1"}, {"after", "2"}}).body, HasSubstr("same"));
  EXPECT_THAT(at("/metrics").body, HasSubstr("flexverify_check_verdict"));
  EXPECT_THAT(at("/probe", {{"target", "acme/agent"}}).body, HasSubstr("probe_success 1"));
  EXPECT_EQ(at("/healthz").body, "ok\n");
  EXPECT_EQ(at("/readyz").body, "ready\n");
  EXPECT_EQ(at("/", {}, "HEAD").status, 200);
}

TEST_F(RoutesTest, WhatIsNotThere) {
  EXPECT_EQ(at("/target", {{"name", "nobody"}}).status, 404);
  EXPECT_EQ(at("/run", {{"id", "99"}}).status, 404);
  EXPECT_EQ(at("/run", {{"id", "x"}}).status, 404);
  EXPECT_EQ(at("/probe", {{"target", "https://flex.example/"}}).status, 404);
  EXPECT_EQ(at("/../etc/passwd").status, 404);
  EXPECT_EQ(at("/", {}, "POST").status, 405);
  EXPECT_EQ(at("/resume").status, 405);
}

TEST_F(RoutesTest, OnlyTheDashboardsOwnFormResumes) {
  EXPECT_EQ(at("/resume", {{"name", "acme/agent"}}, "POST").status, 403);
  EXPECT_EQ(at("/resume", {{"name", "acme/agent"}, {"key", "guess"}}, "POST").status, 403);
}

TEST_F(RoutesTest, EveryAnswerForbidsWhatItDoesNotNeed) {
  const HttpReply page = at("/");
  EXPECT_THAT(page.headers, testing::Contains(testing::Pair("X-Content-Type-Options", "nosniff")));
  EXPECT_THAT(page.headers,
              testing::Contains(testing::Pair("Content-Security-Policy",
                                              testing::StartsWith("default-src 'none'"))));
  EXPECT_THAT(at("/target", {{"name", "acme/agent"}}).body, Not(HasSubstr("style=")));
}

TEST_F(RoutesTest, StuckIsNotHealthy) {
  clock_.advance(hours{1});
  EXPECT_EQ(at("/healthz").status, 503);
}

}  // namespace
}  // namespace flexverify::serve
