// serve without threads and without a network: a clock that a test moves, results that it decides.
#include "verifier/watch/watcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/fake_clock.h"
#include "verifier/watch/messages.h"

namespace flexverify::watch {
namespace {

using base::Json;
using model::Code;
using model::Depth;
using model::Verdict;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class WatcherTest : public testing::Test {
 protected:
  WatcherTest() { restart(); }

  // A new process with the same history.
  void restart() {
    watcher_.emplace("1.0", *store_, *courier_, clock_, world(), [](std::string_view) {});
  }

  CheckWorld world() {
    return {.run =
                [this](const model::CheckSpec& spec, std::stop_token) {
                  depths_.push_back(spec.depth);
                  return result(spec);
                },
            .secrets = [this](const model::CheckSpec&) -> base::Result<base::Secret> {
              if (secret_.empty()) return base::fail("file /run/password", "is empty");
              return base::Secret(secret_);
            }};
  }

  // What the world answers: the password-less part always works.
  model::CheckResult result(const model::CheckSpec& spec) {
    model::CheckResult result;
    result.name = spec.name;
    result.url = "https://agents.acme.example/";
    result.depth = result.reached = spec.depth;
    result.started = clock_.now();
    if (code_ && spec.depth > Depth::AuthnRequest) {
      result.findings.push_back(model::make_finding(*code_, "so it was"));
      result.reached = Depth::AuthnRequest;
    }
    result.verdict =
        model::verdict_of(result.findings, result.reached == spec.depth ? model::Goal::Reached
                                                                        : model::Goal::NotReached);
    return result;
  }

  static Target target(const std::string& name, std::size_t confirm = 1) {
    Target target{.spec = {}, .schedule = {.when = config::Every{minutes{5}}, .confirm = confirm}};
    target.spec.name = name;
    target.spec.idp.username = "check@acme.example";
    return target;
  }

  void configure(std::vector<Target> targets) {
    config::Receiver ops;
    ops.name = "ops";
    watcher_->replace({.targets = std::move(targets),
                       .keep = {},
                       .receivers = {ops},
                       .public_url = "https://checks.example"});
  }

  // Moves the clock to the next due check and runs it.
  void run_next() {
    for (int i = 0; i < 1000 && !watcher_->run_due({}); ++i) clock_.advance(seconds{5});
  }

  TargetView view(const std::string& name) {
    for (TargetView& one : watcher_->view().targets)
      if (one.spec.name == name) return std::move(one);
    ADD_FAILURE() << "no target " << name;
    return {};
  }

  std::vector<Json> queued() {
    std::vector<Json> alerts;
    const auto due =
        store_->use([&](Database& database) { return due_messages(database, clock_.now(), 100); });
    for (const Message& message : *due) alerts.push_back(*base::parse_json(message.body));
    return alerts;
  }

  std::vector<std::string> headlines() {
    std::vector<std::string> texts;
    for (const Json& alert : queued()) texts.push_back(alert.text("headline"));
    return texts;
  }

  test::FakeClock clock_;
  std::unique_ptr<Store> store_ = *Store::open("", [](std::string_view) {});
  std::optional<Courier> courier_{std::in_place, *store_, clock_, CourierWorld{},
                                  [](std::string_view) {}};
  std::optional<Watcher> watcher_;
  std::optional<Code> code_;
  std::string secret_ = "hunter2";
  std::vector<Depth> depths_;  // of every check that ran
};

TEST_F(WatcherTest, ResultsAreKeptAndShown) {
  configure({target("a")});
  EXPECT_FALSE(view("a").record);
  run_next();
  EXPECT_EQ(view("a").record->verdict, Verdict::Ok);
  EXPECT_EQ(view("a").record->last_success, clock_.now());
  run_next(), run_next();
  const auto runs = watcher_->runs("a", 10);
  ASSERT_EQ(runs.size(), 3U);
  EXPECT_EQ(runs[0].started - runs[1].started, minutes{5});
  EXPECT_THAT(watcher_->run(runs[0].id)->json, HasSubstr("\"name\": \"a\""));
  EXPECT_THAT(headlines(), IsEmpty()) << "a first result that is ok is no news";
}

TEST_F(WatcherTest, ARefusedPasswordIsNeverTriedAgain) {
  configure({target("a")});
  code_ = Code::CredentialsRejected;
  run_next();
  for (int i = 0; i < 20; ++i) run_next();
  EXPECT_EQ(std::count(depths_.begin(), depths_.end(), Depth::Loaded), 1);
  EXPECT_EQ(view("a").record->verdict, Verdict::Critical);
  EXPECT_EQ(view("a").refusal->code, "credentials-rejected");
  EXPECT_THAT(view("a").last->findings[0].detail, HasSubstr("flexverify resume"));
}

TEST_F(WatcherTest, NorAfterARestart) {
  configure({target("a")});
  code_ = Code::AccountLocked;
  run_next();
  restart();
  configure({target("a")});
  EXPECT_TRUE(view("a").refusal);
  run_next();
  EXPECT_THAT(depths_, ElementsAre(Depth::Loaded, Depth::AuthnRequest));
}

TEST_F(WatcherTest, NorByAnotherTargetThatSignsInAsTheSameUser) {
  configure({target("a"), target("b")});
  code_ = Code::MfaRejected;
  for (int i = 0; i < 4; ++i) run_next();
  EXPECT_EQ(std::count(depths_.begin(), depths_.end(), Depth::Loaded), 1);
}

TEST_F(WatcherTest, UntilTheSecretIsAnotherOne) {
  configure({target("a")});
  code_ = Code::CredentialsRejected;
  run_next();
  code_.reset();
  run_next();
  secret_ = "";  // not readable for a while: nothing changed
  run_next();
  secret_ = "correct horse";
  run_next();
  EXPECT_THAT(depths_,
              ElementsAre(Depth::Loaded, Depth::AuthnRequest, Depth::AuthnRequest, Depth::Loaded));
  EXPECT_FALSE(view("a").refusal);
  EXPECT_EQ(view("a").record->verdict, Verdict::Ok);
}

TEST_F(WatcherTest, OrUntilAPersonSaysSo) {
  configure({target("a")});
  code_ = Code::CredentialsRejected;
  run_next();
  code_.reset();
  EXPECT_TRUE(watcher_->resume("a"));
  EXPECT_FALSE(watcher_->resume("nobody"));
  EXPECT_TRUE(watcher_->run_due({})) << "at once";
  EXPECT_THAT(depths_, ElementsAre(Depth::Loaded, Depth::Loaded));
}

TEST_F(WatcherTest, AFailureIsToldWhenItWasConfirmed) {
  configure({target("a", 2)});
  run_next();
  code_ = Code::AcsRejected;
  run_next();
  EXPECT_EQ(view("a").record->verdict, Verdict::Ok);
  EXPECT_THAT(headlines(), IsEmpty());
  run_next();
  EXPECT_EQ(view("a").record->verdict, Verdict::Critical);
  EXPECT_THAT(headlines(), ElementsAre("a: critical, was ok (Safe to click Finish: no)"));
  EXPECT_EQ(watcher_->runs("a", 10).size(), 3U) << "each attempt is kept";
}

TEST_F(WatcherTest, OneFailureThatIsNotConfirmedIsToldToNobody) {
  configure({target("a", 2)});
  run_next();
  code_ = Code::PageNotServed;
  run_next();
  code_.reset();
  run_next();
  EXPECT_THAT(headlines(), IsEmpty());
}

TEST_F(WatcherTest, ChangesAreToldOnceAlsoOverARestart) {
  configure({target("a")});
  code_ = Code::PageNotRecognised;
  run_next();
  run_next();
  restart();
  configure({target("a")});
  run_next();
  code_ = Code::AcsRejected;
  run_next();
  code_.reset();
  run_next();
  EXPECT_THAT(headlines(),
              ElementsAre("a: unknown (Safe to click Finish: cannot tell (the identity "
                          "provider shows a page that nobody knows))",
                          "a: critical, was unknown (Safe to click Finish: no)",
                          "a: ok, was critical (Safe to click Finish: yes)"));
  EXPECT_EQ(queued()[0].text("link"), "https://checks.example/target?name=a");
}

TEST_F(WatcherTest, RateLimitsAreRememberedOverARestart) {
  configure({target("a")});
  code_ = Code::RateLimited;
  run_next();
  run_next();
  EXPECT_EQ(view("a").plan.rate_limits, 2U);
  const base::WallTime not_before = view("a").plan.not_before;
  EXPECT_EQ(not_before, clock_.now() + minutes{20});
  restart();
  configure({target("a")});
  EXPECT_GE(view("a").plan.next, not_before);
}

TEST_F(WatcherTest, ANewConfigurationKeepsWhatIsKnown) {
  configure({target("a"), target("b")});
  run_next(), run_next();
  configure({target("b"), target("c")});
  EXPECT_EQ(watcher_->view().targets.size(), 2U);
  EXPECT_TRUE(view("b").record);
  EXPECT_FALSE(view("c").record);
}

}  // namespace
}  // namespace flexverify::watch
