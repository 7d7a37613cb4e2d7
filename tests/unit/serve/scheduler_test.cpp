// serve without threads and without a network: a clock that a test moves, results that it decides.
#include "verifier/serve/scheduler.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/fake_clock.h"
#include "verifier/serve/messages.h"
#include "verifier/serve/remembered_secrets.h"

namespace flexverify::serve {
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
    scheduler_.emplace("1.0", *store_, *notifier_, clock_, services(), [](std::string_view) {});
  }

  CheckServices services() {
    return {.run = [this](const model::CheckSpec& spec,
                          const std::stop_token&) { return result(spec); },
            .refusal = [this](const model::CheckSpec& spec) -> std::optional<Remembered> {
              const auto rows = memory_.standing_against(spec);
              if (!rows || rows->empty() || rows->front().kind != Memory::Refused)
                return std::nullopt;
              return rows->front();
            },
            .resume = [this](const model::CheckSpec& spec) { EXPECT_TRUE(memory_.resume(spec)); }};
  }

  // What the world answers: the part without a password always works.
  model::CheckResult result(const model::CheckSpec& spec) {
    model::CheckResult result;
    result.name = spec.name;
    result.url = "https://agents.acme.example/";
    result.depth = spec.depth;
    result.reached = Depth::AuthnRequest;
    result.started = clock_.now();
    if (const auto finding = sign_in(spec, result))
      result.findings.push_back(*finding);
    else
      result.reached = spec.depth;
    result.verdict =
        model::verdict_of(result.findings, result.reached == spec.depth ? model::Goal::Reached
                                                                        : model::Goal::NotReached);
    return result;
  }

  // Uses the password once, if the memory lets it.
  std::optional<model::Finding> sign_in(const model::CheckSpec& spec, model::CheckResult& result) {
    RememberedSecrets secrets(spec, memory_,
                              {.clock = clock_,
                               .stop = {},
                               .read = [this](const model::AccountSecret&, const std::string&,
                                              base::SteadyTime) -> base::Result<base::Secret> {
                                 if (secret_.empty())
                                   return base::fail("file /run/password", "is empty");
                                 return base::Secret(secret_);
                               },
                               .note = {}});
    auto given = secrets.get({.secret = base::SecretRef::Password,
                              .host = "idp.acme.example",
                              .deadline = clock_.steady() + minutes{1}});
    if (auto* finding = std::get_if<model::Finding>(&given)) return std::move(*finding);
    ++passwords_;
    secrets.settle(base::SecretRef::Password, {outcome_, code_.value_or(Code::InternalBug)});
    result.secrets = {{"password", outcome_}};
    return code_ ? std::optional(model::make_finding(*code_, "so it was")) : std::nullopt;
  }

  // The password was refused, with this finding.
  void refuse(Code code) { code_ = code, outcome_ = model::SecretOutcome::Refused; }
  // It was accepted, and the login failed later.
  void fail(Code code) { code_ = code, outcome_ = model::SecretOutcome::Accepted; }
  void work() { code_.reset(), outcome_ = model::SecretOutcome::Accepted; }

  static Target target(const std::string& name, std::size_t confirm = 1) {
    Target target{.spec = {}, .schedule = {.when = config::Every{minutes{5}}, .confirm = confirm}};
    target.spec.name = name;
    target.spec.idp.username = "check@acme.example";
    return target;
  }

  void configure(std::vector<Target> targets) {
    config::Receiver ops;
    ops.name = "ops";
    scheduler_->replace({.targets = std::move(targets),
                         .keep = {},
                         .receivers = {ops},
                         .public_url = "https://checks.example"});
  }

  // Moves the clock to the next due check and runs it.
  void run_next() {
    for (int i = 0; i < 1000 && !scheduler_->run_due({}); ++i) clock_.advance(seconds{5});
  }

  TargetView view(const std::string& name) {
    for (TargetView& one : scheduler_->view().targets)
      if (one.name() == name) return std::move(one);
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
  std::optional<Notifier> notifier_{std::in_place, *store_, clock_, NotifierServices{},
                                    [](std::string_view) {}};
  std::optional<Scheduler> scheduler_;
  std::optional<Code> code_;
  model::SecretOutcome outcome_ = model::SecretOutcome::Accepted;
  std::string secret_ = "hunter2";
  AttemptMemory memory_{""};
  int passwords_ = 0;  // how often it was sent
};

TEST_F(WatcherTest, ResultsAreKeptAndShown) {
  configure({target("a")});
  EXPECT_FALSE(view("a").record);
  run_next();
  EXPECT_EQ(view("a").record->verdict, Verdict::Ok);
  EXPECT_EQ(view("a").record->last_success, clock_.now());
  run_next(), run_next();
  const auto runs = scheduler_->runs("a", 10);
  ASSERT_EQ(runs.size(), 3U);
  EXPECT_EQ(runs[0].started - runs[1].started, minutes{5});
  EXPECT_THAT(scheduler_->run(runs[0].id)->json, HasSubstr("\"name\": \"a\""));
  EXPECT_THAT(headlines(), IsEmpty()) << "a first result that is ok is no news";
}

TEST_F(WatcherTest, ARefusedPasswordIsNeverTriedAgain) {
  configure({target("a")});
  refuse(Code::CredentialsRejected);
  for (int i = 0; i < 20; ++i) run_next();
  EXPECT_EQ(passwords_, 1);
  EXPECT_EQ(view("a").record->verdict, Verdict::Critical);
  EXPECT_EQ(view("a").refusal->code, "credentials-rejected");
  EXPECT_THAT(view("a").last.result->findings[0].detail, HasSubstr("flexverify resume"));
}

TEST_F(WatcherTest, NorOneThatWasRefusedWithoutAWord) {
  configure({target("a")});
  refuse(Code::NoProgress);
  for (int i = 0; i < 20; ++i) run_next();
  EXPECT_EQ(passwords_, 1);
  EXPECT_EQ(view("a").record->verdict, Verdict::Unknown);
  EXPECT_TRUE(view("a").refusal);
}

TEST_F(WatcherTest, NorAfterARestart) {
  configure({target("a")});
  refuse(Code::AccountLocked);
  run_next();
  restart();
  configure({target("a")});
  EXPECT_TRUE(view("a").refusal);
  run_next();
  EXPECT_EQ(passwords_, 1);
}

TEST_F(WatcherTest, NorByAnotherTargetThatSignsInAsTheSameUser) {
  configure({target("a"), target("b")});
  refuse(Code::CredentialsRejected);
  for (int i = 0; i < 4; ++i) run_next();
  EXPECT_EQ(passwords_, 1);
}

TEST_F(WatcherTest, UntilTheSecretIsAnotherOne) {
  configure({target("a")});
  refuse(Code::CredentialsRejected);
  run_next();
  work();
  run_next();
  secret_ = "";  // not readable for a while
  run_next();
  EXPECT_EQ(passwords_, 1);
  secret_ = "correct horse";
  run_next();
  EXPECT_EQ(passwords_, 2);
  EXPECT_FALSE(view("a").refusal);
  EXPECT_EQ(view("a").record->verdict, Verdict::Ok);
}

TEST_F(WatcherTest, OrUntilAPersonSaysSo) {
  configure({target("a")});
  refuse(Code::CredentialsRejected);
  run_next();
  work();
  EXPECT_TRUE(scheduler_->resume("a"));
  EXPECT_FALSE(scheduler_->resume("nobody"));
  EXPECT_TRUE(scheduler_->run_due({})) << "at once";
  EXPECT_EQ(passwords_, 2);
}

TEST_F(WatcherTest, WhatEndsALoginAfterAnAcceptedPasswordBlocksNobody) {
  configure({target("a")});
  for (const Code code : {Code::ConsentRequired, Code::UserNotAssigned, Code::MfaRejected,
                          Code::AcsRejected, Code::ServerError}) {
    fail(code);
    const int before = passwords_;
    run_next(), run_next();
    EXPECT_EQ(passwords_, before + 2) << model::info(code).id;
    EXPECT_FALSE(view("a").refusal) << model::info(code).id;
  }
}

TEST_F(WatcherTest, WithoutAnAnswerThreePasswordsADayAreSent) {
  Target hourly = target("a", 2);
  hourly.schedule.when = config::Every{hours{1}};
  configure({hourly});
  code_ = Code::Timeout, outcome_ = model::SecretOutcome::Unanswered;
  const base::WallTime start = clock_.now();
  while (clock_.now() < start + hours{22}) run_next();
  EXPECT_EQ(passwords_, 3);
  work();
  while (clock_.now() < start + hours{28}) run_next();
  EXPECT_GT(passwords_, 4) << "the next day it is tried, and works";
  EXPECT_EQ(view("a").record->verdict, Verdict::Ok);
}

TEST_F(WatcherTest, AFailureIsToldWhenItWasConfirmed) {
  configure({target("a", 2)});
  run_next();
  fail(Code::AcsRejected);
  run_next();
  EXPECT_EQ(view("a").record->verdict, Verdict::Ok);
  EXPECT_THAT(headlines(), IsEmpty());
  run_next();
  EXPECT_EQ(view("a").record->verdict, Verdict::Critical);
  EXPECT_THAT(headlines(), ElementsAre("a: critical, was ok (Safe to click Finish: no)"));
  EXPECT_EQ(scheduler_->runs("a", 10).size(), 3U) << "each attempt is kept";
}

TEST_F(WatcherTest, OneFailureThatIsNotConfirmedIsToldToNobody) {
  configure({target("a", 2)});
  run_next();
  fail(Code::PageNotServed);
  run_next();
  work();
  run_next();
  EXPECT_THAT(headlines(), IsEmpty());
}

TEST_F(WatcherTest, ChangesAreToldOnceAlsoOverARestart) {
  configure({target("a")});
  fail(Code::PageNotRecognised);
  run_next();
  run_next();
  restart();
  configure({target("a")});
  run_next();
  fail(Code::AcsRejected);
  run_next();
  work();
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
  fail(Code::RateLimited);
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
  EXPECT_EQ(scheduler_->view().targets.size(), 2U);
  EXPECT_TRUE(view("b").record);
  EXPECT_FALSE(view("c").record);
}

// How many runs the history has, without a look by the scheduler, which would write first.
std::size_t written(Store& store, const std::string& name) {
  return store.use([&](Database& database) { return last_runs(database, name, 1000); })->size();
}

TEST_F(WatcherTest, QuietResultsAreWrittenTogether) {
  configure({target("a"), target("b")});
  run_next(), run_next(), run_next();
  EXPECT_EQ(written(*store_, "a") + written(*store_, "b"), 0U);
  scheduler_->write_results();
  EXPECT_EQ(written(*store_, "a") + written(*store_, "b"), 3U);
  EXPECT_EQ(view("a").record->verdict, Verdict::Ok);
}

TEST_F(WatcherTest, WhoeverLooksFindsTheLastResult) {
  configure({target("a")});
  run_next();
  const auto runs = scheduler_->runs("a", 10);
  ASSERT_EQ(runs.size(), 1U);
  run_next();
  EXPECT_TRUE(scheduler_->run(runs[0].id + 1));
}

TEST_F(WatcherTest, NoMoreThanFiftyResultsWait) {
  configure({target("a")});
  for (int i = 0; i < 49; ++i) run_next();
  EXPECT_EQ(written(*store_, "a"), 0U);
  run_next();
  EXPECT_EQ(written(*store_, "a"), 50U);
}

TEST_F(WatcherTest, WhatPeopleAreToldIsWrittenAtOnce) {
  configure({target("a")});
  run_next();
  fail(Code::AcsRejected);
  run_next();
  EXPECT_EQ(queued().size(), 1U);
  EXPECT_EQ(written(*store_, "a"), 2U) << "the result before it as well";
  restart();
  configure({target("a")});
  EXPECT_EQ(view("a").record->verdict, Verdict::Critical);
}

// A process that is killed loses the results of a second, never what it knows of a secret.
TEST_F(WatcherTest, ARefusalIsRememberedBeforeItsResultIsWritten) {
  scheduler_->replace({.targets = {target("a")}, .keep = {}, .receivers = {}, .public_url = ""});
  refuse(Code::CredentialsRejected);
  run_next();
  EXPECT_EQ(written(*store_, "a"), 0U);
  restart();
  configure({target("a")});
  EXPECT_TRUE(view("a").refusal);
  run_next();
  EXPECT_EQ(passwords_, 1);
}

TEST_F(WatcherTest, WhatIsTooMuchGoesNowAndThen) {
  scheduler_->replace({.targets = {target("a")},
                       .keep = {.runs = 3, .failures = 1},
                       .receivers = {},
                       .public_url = ""});
  for (int i = 0; i < 100; ++i) run_next();
  EXPECT_LE(scheduler_->runs("a", 1000).size(), 3U + 20);
  scheduler_->tidy();
  EXPECT_EQ(scheduler_->runs("a", 1000).size(), 3U);
}

TEST_F(WatcherTest, EachChangeOfATargetHasANumber) {
  configure({target("a"), target("b")});
  const View before = scheduler_->view();
  EXPECT_FALSE(scheduler_->view("nobody").targets.size());
  run_next();
  const View after = scheduler_->view();
  EXPECT_GT(after.changes, before.changes);
  std::size_t changed = 0;
  for (const TargetView& one : after.targets) changed += one.changed > before.changes ? 1U : 0U;
  EXPECT_EQ(changed, 1U);
  configure({target("a"), target("b")});
  EXPECT_GT(scheduler_->view().configuration, after.configuration);
}

}  // namespace
}  // namespace flexverify::serve
