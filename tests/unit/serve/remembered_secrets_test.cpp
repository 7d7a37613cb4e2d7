// The memory of refused secrets: what may be sent, over processes, faults and kills.
#include "verifier/serve/remembered_secrets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include <atomic>
#include <filesystem>
#include <functional>
#include <thread>

#include "tests/support/fake_clock.h"
#include "verifier/base/encoding.h"
#include "verifier/base/totp.h"
#include "verifier/serve/schema.h"

namespace flexverify::serve {
namespace {

namespace fs = std::filesystem;
using base::SecretRef;
using model::Code;
using model::SecretOutcome;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::HasSubstr;

constexpr std::string_view kTotp = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

class RememberedSecretsTest : public testing::Test {
 protected:
  RememberedSecretsTest() {
    std::string name = (fs::temp_directory_path() / "flexverify-memory-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    spec_.name = "acme";
    spec_.idp.username = "Check@acme.example";
    spec_.idp.hosts = {"idp.acme.example"};
    for (const model::AccountSecret& row : model::kAccountSecrets)
      spec_.idp.*row.source = model::EnvironmentSource{std::string(row.key)};
    values_ = {{SecretRef::Password, "hunter2"},
               {SecretRef::OneTimeCode, std::string(kTotp)},
               {SecretRef::SecurityAnswer, "Rex"}};
  }
  ~RememberedSecretsTest() override { fs::remove_all(folder_); }

  [[nodiscard]] std::string path() const { return folder_ / "state" / "attempts.sqlite"; }

  // One run with a memory of its own, as another process has it.
  struct Run {
    Run(RememberedSecretsTest& test, const model::CheckSpec& spec, Database::Hook hook = {},
        std::string path = "")
        : memory(path.empty() ? test.path() : path, std::move(hook)),
          secrets(spec, memory,
                  {.clock = test.clock_,
                   .stop = test.stop_.get_token(),
                   .read = [&test](const model::AccountSecret& row, const std::string&,
                                   base::SteadyTime) -> base::Result<base::Secret> {
                     const std::string& value = test.values_[row.secret];
                     if (value.empty()) return base::fail("file", "is empty");
                     return base::Secret(value);
                   },
                   .note = [&test](const std::string& text) { test.notes_.push_back(text); }}) {}

    AttemptMemory memory;
    RememberedSecrets secrets;
  };

  // The value, or the id of the finding in its place.
  std::string get(Run& run, SecretRef secret = SecretRef::Password,
                  const std::string& host = "idp.acme.example") {
    auto given =
        run.secrets.get({.secret = secret, .host = host, .deadline = clock_.steady() + time_left_});
    if (const auto* value = std::get_if<base::Secret>(&given)) return std::string(value->reveal());
    last_ = std::get<model::Finding>(given);
    return std::string(model::info(last_.code).id);
  }

  // A whole run: what was given, and what became of it.
  std::string run(SecretRef secret, SecretOutcome outcome, Code why = Code::CredentialsRejected) {
    Run one(*this, spec_);
    std::string given = get(one, secret);
    one.secrets.settle(secret, {outcome, why});
    return given;
  }

  fs::path folder_;
  test::FakeClock clock_;
  std::stop_source stop_;
  model::CheckSpec spec_;
  std::map<SecretRef, std::string> values_;
  base::Millis time_left_ = minutes{1};
  std::vector<std::string> notes_;
  model::Finding last_;
};

TEST_F(RememberedSecretsTest, WhatWasAcceptedIsGivenAgain) {
  for (int i = 0; i < 20; ++i)
    EXPECT_EQ(run(SecretRef::Password, SecretOutcome::Accepted), "hunter2");
  EXPECT_EQ(fs::status(path()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(fs::status(folder_ / "state").permissions(), fs::perms::owner_all);
}

TEST_F(RememberedSecretsTest, EachSecretThatWasRefusedIsHeldUntilItIsAnotherOne) {
  for (const SecretRef secret :
       {SecretRef::Password, SecretRef::OneTimeCode, SecretRef::SecurityAnswer}) {
    clock_.advance(seconds{30});
    const Code why = secret == SecretRef::Password ? Code::CredentialsRejected : Code::MfaRejected;
    EXPECT_NE(run(secret, SecretOutcome::Refused, why), model::info(why).id);
    for (int i = 0; i < 3; ++i)
      EXPECT_EQ(run(secret, SecretOutcome::Accepted), model::info(why).id) << secret_name(secret);
    EXPECT_THAT(last_.detail, HasSubstr(std::string(base::secret_name(secret)) + " was refused"));
    EXPECT_EQ(last_.hint, model::account_secret(secret).when_refused);
    clock_.advance(hours{100});
    EXPECT_EQ(run(secret, SecretOutcome::Accepted), model::info(why).id) << "for ever";
    values_[secret] = secret == SecretRef::OneTimeCode ? "MZXW6YTBOI" : "another one";
    EXPECT_NE(run(secret, SecretOutcome::Accepted), model::info(why).id) << secret_name(secret);
  }
}

TEST_F(RememberedSecretsTest, WhereASecretIsReadFromAndWhichTargetAsksDecideNothing) {
  run(SecretRef::Password, SecretOutcome::Refused);
  spec_.name = "another target";
  spec_.idp.password = model::FileSource{"/run/password"};
  spec_.idp.hosts = {"idp.acme.example", "adfs.acme.example"};
  spec_.idp.username = "check@ACME.example";
  EXPECT_EQ(run(SecretRef::Password, SecretOutcome::Accepted), "credentials-rejected");
}

TEST_F(RememberedSecretsTest, OtherUsersAndOtherHostsAreOtherAccounts) {
  run(SecretRef::Password, SecretOutcome::Refused);
  Run elsewhere(*this, spec_);
  EXPECT_EQ(get(elsewhere, SecretRef::Password, "idp.other.example"), "hunter2");
  spec_.idp.username = "somebody@acme.example";
  Run other(*this, spec_);
  EXPECT_EQ(get(other), "hunter2");
}

TEST_F(RememberedSecretsTest, WithoutAnAnswerThePausesGrow) {
  const auto try_it = [&] {
    return run(SecretRef::Password, SecretOutcome::Unanswered, Code::Timeout) == "hunter2";
  };
  EXPECT_TRUE(try_it());
  EXPECT_FALSE(try_it());
  EXPECT_EQ(last_.code, Code::SecretWouldRepeat);
  EXPECT_THAT(last_.detail, HasSubstr("(timeout)"));
  EXPECT_THAT(last_.detail, HasSubstr("not sent again before 2026-11-25T12:01:00Z"));
  clock_.advance(minutes{1});
  EXPECT_TRUE(try_it());
  clock_.advance(minutes{29});
  EXPECT_FALSE(try_it());
  clock_.advance(minutes{1});
  EXPECT_TRUE(try_it());
  for (int hour = 0; hour < 23; ++hour) {
    clock_.advance(hours{1});
    EXPECT_FALSE(try_it()) << hour;
  }
  clock_.advance(minutes{29});
  EXPECT_TRUE(try_it()) << "a day after the first";
}

TEST_F(RememberedSecretsTest, AnAcceptedOneEndsThePausesAndAnotherOneHasNone) {
  run(SecretRef::Password, SecretOutcome::Unanswered, Code::Timeout);
  values_[SecretRef::Password] = "another one";
  EXPECT_EQ(run(SecretRef::Password, SecretOutcome::Accepted), "another one");
  EXPECT_EQ(run(SecretRef::Password, SecretOutcome::Unanswered, Code::Timeout), "another one");
  clock_.advance(minutes{1});
  EXPECT_EQ(run(SecretRef::Password, SecretOutcome::Unanswered, Code::Timeout), "another one");
}

TEST_F(RememberedSecretsTest, WhatWasNotSentIsAsIfNothingHadBeen) {
  EXPECT_EQ(run(SecretRef::Password, SecretOutcome::NotSent), "hunter2");
  EXPECT_EQ(run(SecretRef::Password, SecretOutcome::Unanswered, Code::Timeout), "hunter2");
  clock_.advance(minutes{1});
  EXPECT_EQ(run(SecretRef::Password, SecretOutcome::NotSent), "hunter2");
  Run after(*this, spec_);
  const auto rows = after.memory.standing_against(spec_);
  ASSERT_EQ(rows->size(), 1U);
  EXPECT_EQ(rows->front().unanswered.size(), 1U);
}

TEST_F(RememberedSecretsTest, APersonSaysResume) {
  run(SecretRef::Password, SecretOutcome::Refused);
  run(SecretRef::SecurityAnswer, SecretOutcome::Refused, Code::MfaRejected);
  Run memory(*this, spec_);
  EXPECT_EQ(*memory.memory.known_targets(), std::vector<std::string>{"acme"});
  EXPECT_EQ(*memory.memory.resume("other"), 0U);
  EXPECT_GT(*memory.memory.resume("acme"), 0U);
  EXPECT_EQ(run(SecretRef::Password, SecretOutcome::Refused), "hunter2");
  spec_.name = "acme/agent";
  EXPECT_GT(*memory.memory.resume(spec_), 0U) << "the same account under another name";
  EXPECT_EQ(run(SecretRef::Password, SecretOutcome::Accepted), "hunter2");
}

// --- one-time codes

TEST_F(RememberedSecretsTest, ACodeOfAStepIsGivenOnceOverAllRuns) {
  clock_.set_now(base::WallTime{seconds(30)});
  EXPECT_EQ(run(SecretRef::OneTimeCode, SecretOutcome::Accepted), "287082");  // RFC 4226 D, 1
  EXPECT_TRUE(notes_.empty());
  EXPECT_EQ(run(SecretRef::OneTimeCode, SecretOutcome::Accepted), "359152");  // 2
  EXPECT_EQ(clock_.now(), base::WallTime{seconds(60)});
  EXPECT_THAT(notes_, testing::ElementsAre("waits 30.00 s for the next one-time code"));
  values_[SecretRef::OneTimeCode] = "MZXW6YTBOI";
  run(SecretRef::OneTimeCode, SecretOutcome::Accepted);
  EXPECT_EQ(clock_.now(), base::WallTime{seconds(60)}) << "another secret has other codes";
}

TEST_F(RememberedSecretsTest, NorWhenTheRunBeforeWasKilled) {
  clock_.set_now(base::WallTime{seconds(30)});
  {
    Run killed(*this, spec_);
    get(killed, SecretRef::OneTimeCode);
  }
  clock_.advance(minutes{1});
  {
    Run killed(*this, spec_);
    get(killed, SecretRef::OneTimeCode);
  }
  Run memory(*this, spec_);
  ASSERT_TRUE(memory.memory.resume(spec_));
  Run after(*this, spec_);
  get(after, SecretRef::OneTimeCode);
  EXPECT_EQ(clock_.now(), base::WallTime{seconds(120)}) << "a person's resume gives no step back";
}

TEST_F(RememberedSecretsTest, AStepThatIsAlmostOverIsLeft) {
  clock_.set_now(base::WallTime{std::chrono::milliseconds(57'001)});
  EXPECT_EQ(run(SecretRef::OneTimeCode, SecretOutcome::Accepted), "359152");
  EXPECT_EQ(clock_.now(), base::WallTime{seconds(60)});
}

TEST_F(RememberedSecretsTest, WithoutTimeForTheNextStepNothingIsSent) {
  clock_.set_now(base::WallTime{seconds(30)});
  run(SecretRef::OneTimeCode, SecretOutcome::Accepted);
  time_left_ = seconds{20};
  EXPECT_EQ(run(SecretRef::OneTimeCode, SecretOutcome::Accepted), "mfa-code-used");
  EXPECT_EQ(last_.severity, model::Severity::Unknown);
  EXPECT_EQ(clock_.now(), base::WallTime{seconds(30)}) << "and nobody waits for it";
}

TEST_F(RememberedSecretsTest, AClockThatWasFarAheadBlocksNoCode) {
  clock_.set_now(base::WallTime{hours{1000}});
  run(SecretRef::OneTimeCode, SecretOutcome::Accepted);
  clock_.set_now(base::WallTime{hours{10}});
  run(SecretRef::OneTimeCode, SecretOutcome::Accepted);
  EXPECT_EQ(clock_.now(), base::WallTime{hours{10}});
}

// --- processes at once

TEST_F(RememberedSecretsTest, WhileASecretIsOnItsWayNoOtherRunSendsIt) {
  Run first(*this, spec_);
  EXPECT_EQ(get(first), "hunter2");
  {
    Run second(*this, spec_);
    EXPECT_EQ(get(second), "time-budget");
    EXPECT_THAT(notes_,
                testing::ElementsAre("waits for another run that signs in with this account"));
  }
  first.secrets.settle(SecretRef::Password, {SecretOutcome::Refused, Code::CredentialsRejected});
  Run third(*this, spec_);
  EXPECT_EQ(get(third), "credentials-rejected");
}

TEST_F(RememberedSecretsTest, OneOfManyThreadsSendsARefusedPassword) {
  for (const std::string& path : {std::string(), this->path()}) {
    AttemptMemory memory(path);
    std::atomic<int> sent = 0;
    base::SystemClock clock;
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i)
      threads.emplace_back([&] {
        RememberedSecrets secrets(spec_, memory,
                                  {.clock = clock,
                                   .stop = {},
                                   .read = [](const auto&...) -> base::Result<base::Secret> {
                                     return base::Secret("wrong");
                                   },
                                   .note = {}});
        auto given = secrets.get({.secret = SecretRef::Password,
                                  .host = "idp.acme.example",
                                  .deadline = clock.steady() + minutes{1}});
        if (!std::holds_alternative<base::Secret>(given)) return;
        ++sent;
        secrets.settle(SecretRef::Password, {SecretOutcome::Refused, Code::CredentialsRejected});
      });
    threads.clear();
    EXPECT_EQ(sent, 1) << path;
  }
}

TEST_F(RememberedSecretsTest, AStopEndsTheWaiting) {
  Run first(*this, spec_);
  get(first);
  stop_.request_stop();
  Run second(*this, spec_);
  EXPECT_EQ(get(second), "interrupted");
}

// --- faults: in front of every statement, and kill -9 in front of every one

// Lets the first `good` statements pass.
Database::Hook fails_after(int good, std::function<void()> what_happens) {
  return [left = good, what_happens](std::string_view) mutable -> std::optional<DatabaseError> {
    if (left-- > 0) return std::nullopt;
    what_happens();
    return DatabaseError{DatabaseFault::Full, "database or disk is full"};
  };
}

TEST_F(RememberedSecretsTest, WhateverStatementFailsNoSecretIsSentTwice) {
  bool failed = true;
  int good = 0;
  for (; failed; ++good) {  // until a whole run passes
    failed = false;
    fs::remove_all(folder_ / "state");
    int sent = 0;
    {
      Run faulty(*this, spec_, fails_after(good, [&] { failed = true; }));
      const std::string given = get(faulty);
      if (given == "hunter2") {
        ++sent;
        faulty.secrets.settle(SecretRef::Password,
                              {SecretOutcome::Refused, Code::CredentialsRejected});
      } else {
        EXPECT_EQ(given, "config-invalid") << good;
        EXPECT_EQ(last_.severity, model::Severity::Unknown);
        EXPECT_THAT(last_.hint, HasSubstr("--state"));
      }
    }
    Run next(*this, spec_);
    if (get(next) == "hunter2") ++sent;
    EXPECT_EQ(sent, 1) << good << " statements passed";
  }
  EXPECT_GT(good, 10) << "there are that many statements";
}

TEST_F(RememberedSecretsTest, WhereverItIsKilledNoSecretIsSentTwice) {
  bool killed = true;
  int good = 0;
  for (; killed; ++good) {
    fs::remove_all(folder_ / "state");
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      Run run(*this, spec_, fails_after(good, [] { ::kill(::getpid(), SIGKILL); }));
      get(run);
      run.secrets.settle(SecretRef::Password, {SecretOutcome::Refused, Code::CredentialsRejected});
      ::_exit(0);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    killed = WIFSIGNALED(status);
    // The secret may have left as soon as its row was there.
    Run after(*this, spec_);
    const bool was_about_to = !after.memory.standing_against(spec_)->empty();
    EXPECT_EQ(get(after) == "hunter2", !was_about_to) << good;
    if (!killed) {
      EXPECT_TRUE(was_about_to) << "it was sent, and ended by itself";
    }
  }
  EXPECT_GT(good, 10) << "there are that many statements";
}

TEST_F(RememberedSecretsTest, AFolderThatCannotBeWrittenAllowsNoSecret) {
  Run run(*this, spec_, {}, "/proc/none/attempts.sqlite");
  EXPECT_EQ(get(run), "config-invalid");
  EXPECT_THAT(last_.detail, HasSubstr("/proc/none/attempts.sqlite"));
}

TEST_F(RememberedSecretsTest, AMemoryThatSomebodyElseHasLockedAllowsNone) {
  run(SecretRef::Password, SecretOutcome::Accepted);
  auto other = *Database::open(path());
  ASSERT_TRUE(other.run("BEGIN EXCLUSIVE"));
  Run waits(*this, spec_);
  EXPECT_EQ(get(waits), "config-invalid");
  EXPECT_THAT(last_.detail, HasSubstr("locked"));
}

// --- histories of older versions

TEST_F(RememberedSecretsTest, WhatAnOlderVersionRefusedStaysRefused) {
  fs::create_directory(folder_ / "state");
  const std::string together = values_[SecretRef::Password] + '\0' + std::string(kTotp) + '\0';
  // sha256 of "idp.acme.example\ncheck@acme.example\nenvironment variable password"
  const std::string account = "7c273dae72e4fb87c750b80d1d4699e397cd81ba74880fb4efcaca50e9a4b105";
  {
    auto database = *Database::open(path());
    for (int i = 0; i < 3; ++i)
      ASSERT_TRUE(database.run_script(migrations()[static_cast<std::size_t>(i)]));
    ASSERT_TRUE(database.run_script("PRAGMA user_version = 3"));
    ASSERT_TRUE(
        database.execute("INSERT INTO refused VALUES (?, 'acme', 1795608000000, "
                         "'credentials-rejected', ?)",
                         {account, make_fingerprint(together)}));
  }
  Run before(*this, spec_);
  EXPECT_EQ(get(before), "credentials-rejected");
  EXPECT_EQ(before.memory.standing_against(spec_)->size(), 1U);
  values_[SecretRef::Password] = "another one";
  Run after(*this, spec_);
  EXPECT_EQ(get(after), "another one");
}

}  // namespace
}  // namespace flexverify::serve
