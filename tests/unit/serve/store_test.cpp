// The history in a real file: kept, pruned, migrated, locked, full, and what happens then.
#include "verifier/serve/store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "tests/support/fake_clock.h"
#include "verifier/serve/attempts.h"
#include "verifier/serve/history.h"
#include "verifier/serve/messages.h"
#include "verifier/serve/schema.h"

namespace flexverify::serve {
namespace {

using base::WallTime;
using std::chrono::hours;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr WallTime kNoon = test::FakeClock::kNoon;

class StoreTest : public testing::Test {
 protected:
  StoreTest() {
    std::string name = testing::TempDir() + "flexverify-store-XXXXXX";
    folder_ = mkdtemp(name.data());
  }
  ~StoreTest() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::string path() const { return folder_ + "/history.sqlite"; }
  std::unique_ptr<Store> open() {
    auto store = Store::open(path(), [this](std::string_view text) { log_ += text; });
    EXPECT_TRUE(store) << (store ? "" : store.error().what);
    return store ? std::move(*store) : nullptr;
  }

  std::string folder_;
  std::string log_;
};

model::Run run_of(const std::string& target, WallTime started, model::Verdict verdict) {
  model::CheckResult check;
  check.name = target;
  check.started = started;
  check.verdict = verdict;
  check.reached = model::Depth::Assertion;
  if (verdict == model::Verdict::Critical)
    check.findings.push_back(model::make_finding(model::Code::AcsRejected, "refused"));
  return {.tool_version = "1", .started = started, .verdict = verdict, .checks = {check}};
}

void add(Store& store, const std::string& target, WallTime started,
         model::Verdict verdict = model::Verdict::Ok) {
  ASSERT_TRUE(store.use([&](Database& database) {
    return add_run(database, new_run(run_of(target, started, verdict)));
  }));
}

std::vector<StoredRun> runs(Store& store, const std::string& target) {
  return *store.use([&](Database& database) { return last_runs(database, target, 1000); });
}

TEST_F(StoreTest, ARunComesBackWhole) {
  const auto store = open();
  add(*store, "a", kNoon, model::Verdict::Critical);
  const auto found = runs(*store, "a");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].code, "acs-rejected");
  EXPECT_EQ(found[0].reached, model::Depth::Assertion);
  const auto saved =
      store->use([&](Database& database) { return find_run(database, found[0].id); });
  EXPECT_THAT((*saved)->json, HasSubstr("\"flexverify-run/1\""));
  EXPECT_FALSE(*store->use([&](Database& database) { return find_run(database, 77); }));
}

TEST_F(StoreTest, TheFileIsItsOwnersAndOutlivesTheProcess) {
  add(*open(), "a", kNoon);
  struct stat facts{};
  ASSERT_EQ(::stat(path().c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777U, 0600U);
  EXPECT_EQ(runs(*open(), "a").size(), 1U);
}

TEST_F(StoreTest, SuccessesNeverEvictTheLastFailures) {
  const auto store = open();
  for (int i = 0; i < 4; ++i) add(*store, "a", kNoon + minutes{i}, model::Verdict::Critical);
  for (int i = 4; i < 30; ++i) add(*store, "a", kNoon + minutes{i});
  add(*store, "b", kNoon - hours{48});
  const config::Keep keep{.age = hours{24}, .runs = 5, .failures = 3};
  for (const char* target : {"a", "b"})
    ASSERT_TRUE(store->use(
        [&](Database& database) { return prune(database, target, keep, kNoon + hours{1}); }));
  std::vector<WallTime> left;
  for (const StoredRun& run : runs(*store, "a")) left.push_back(run.started);
  EXPECT_THAT(left, ElementsAre(kNoon + minutes{29}, kNoon + minutes{28}, kNoon + minutes{27},
                                kNoon + minutes{26}, kNoon + minutes{25}, kNoon + minutes{3},
                                kNoon + minutes{2}, kNoon + minutes{1}));
  EXPECT_THAT(*store->use(known_targets), ElementsAre("a"));
}

TEST_F(StoreTest, OldFailuresStayWhateverTheirAge) {
  const auto store = open();
  add(*store, "a", kNoon - hours{3000}, model::Verdict::Unknown);
  add(*store, "a", kNoon - hours{3000});
  ASSERT_TRUE(store->use([&](Database& database) { return prune(database, "a", {}, kNoon); }));
  EXPECT_EQ(runs(*store, "a").size(), 1U);
}

TEST_F(StoreTest, AnOlderFileIsBroughtUpToDate) {
  {
    auto database = *Database::open(path());
    ASSERT_TRUE(database.run_script(migrations()[0]));
    ASSERT_TRUE(database.run_script("PRAGMA user_version = 1"));
    ASSERT_TRUE(add_run(database, new_run(run_of("a", kNoon, model::Verdict::Ok))));
  }
  const auto store = open();
  EXPECT_EQ(runs(*store, "a").size(), 1U);
  EXPECT_TRUE(
      store->use([](Database& database) { return database.run("SELECT * FROM attempts"); }));
  EXPECT_EQ(*store->use(waiting_messages), 0U);
}

TEST_F(StoreTest, ANewerFileIsLeftAlone) {
  {
    ASSERT_TRUE(Database::open(path())->run_script("PRAGMA user_version = 99"));
  }
  const auto store = Store::open(path(), {});
  ASSERT_FALSE(store);
  EXPECT_THAT(store.error().what, HasSubstr("newer version of flexverify (schema 99)"));
}

TEST_F(StoreTest, WhatIsNoDatabaseIsLeftAlone) {
  {
    std::ofstream(path()) << "my shopping list, which is long enough to be no header at all";
  }
  const auto store = Store::open(path(), {});
  ASSERT_FALSE(store);
  EXPECT_THAT(store.error().what, HasSubstr("not a database"));
  EXPECT_FALSE(Store::open(folder_ + "/none/history.sqlite", {}));
}

// Another program that holds the lock, as a copy or a backup does.
enum class Against { Writers, Everyone };
class Lock {
 public:
  Lock(const std::string& path, Against against) : database_(*Database::open(path)) {
    if (against == Against::Everyone) {
      EXPECT_TRUE(database_.run("PRAGMA locking_mode = EXCLUSIVE"));
    }
    EXPECT_TRUE(database_.run("BEGIN EXCLUSIVE"));
  }

 private:
  Database database_;
};

TEST_F(StoreTest, ALockedFileIsLeftForMemoryAndUsedAgain) {
  const auto store = open();
  add(*store, "a", kNoon);
  {
    const Lock lock(path(), Against::Writers);
    add(*store, "a", kNoon + minutes{1});
    EXPECT_EQ(store->place(), Place::MemoryForNow);
    EXPECT_THAT(log_, HasSubstr("kept in memory until it can"));
    EXPECT_THAT(store->reason(), HasSubstr("locked"));
    store->try_file();
    EXPECT_EQ(store->place(), Place::MemoryForNow);
  }
  store->try_file();
  EXPECT_EQ(store->place(), Place::File);
  EXPECT_EQ(store->reason(), "");
  EXPECT_EQ(runs(*store, "a").size(), 2U);
}

TEST_F(StoreTest, AFileThatIsLockedAtTheStartIsReadLater) {
  {
    const auto store = open();
    ASSERT_TRUE(store->use([](Database& database) {
      return save_target(database, "known", {.verdict = model::Verdict::Critical});
    }));
  }
  std::optional<Lock> lock(std::in_place, path(), Against::Everyone);
  const auto store = open();
  EXPECT_EQ(store->place(), Place::MemoryUnread);
  add(*store, "a", kNoon);
  lock.reset();
  store->try_file();
  EXPECT_EQ(store->place(), Place::File);
  EXPECT_TRUE(
      store->use([](Database& database) { return find_target(database, "known"); })->has_value());
  EXPECT_EQ(runs(*store, "a").size(), 1U);
}

TEST_F(StoreTest, AFullDiskIsLeftForMemory) {
  const auto store = open();
  ASSERT_TRUE(
      store->use([](Database& database) { return database.run("PRAGMA max_page_count = 16"); }));
  for (int i = 0; i < 200 && store->place() == Place::File; ++i)
    add(*store, "target " + std::string(300, 'x') + std::to_string(i), kNoon);
  EXPECT_EQ(store->place(), Place::MemoryForNow);
  EXPECT_THAT(store->reason(), HasSubstr("full"));
  EXPECT_LE(store->bounded({}).runs, 50U);
}

TEST_F(StoreTest, MessagesWaitUntilTheyAreDelivered) {
  const auto store = open();
  const auto queue = [&](const char* body) {
    ASSERT_TRUE(store->use(
        [&](Database& database) { return queue_message(database, "chat", "a", body, kNoon); }));
  };
  queue("one"), queue("two");
  EXPECT_EQ(*store->use([](Database& d) { return told_at(d, "a", "chat"); }), kNoon);
  EXPECT_EQ(*store->use([](Database& d) { return told_at(d, "a", "mail"); }), WallTime{});
  const auto due = [&](WallTime now) {
    return *store->use([&](Database& database) { return due_messages(database, now, 10); });
  };
  ASSERT_EQ(due(kNoon).size(), 2U);
  const auto first = due(kNoon)[0].id;
  ASSERT_TRUE(
      store->use([&](Database& d) { return postpone_message(d, first, kNoon + minutes{1}); }));
  ASSERT_EQ(due(kNoon).size(), 1U);
  EXPECT_EQ(due(kNoon)[0].body, "two");
  EXPECT_EQ(due(kNoon + minutes{1})[0].tries, 1U);
  ASSERT_TRUE(store->use([&](Database& d) { return remove_message(d, first); }));
  EXPECT_EQ(*store->use(waiting_messages), 1U);
}

TEST(Refused, AMarkTellsOnlyWhetherTheSecretChanged) {
  const std::string mark = make_fingerprint("hunter2");
  EXPECT_TRUE(is_fingerprint_of(mark, "hunter2"));
  EXPECT_FALSE(is_fingerprint_of(mark, "hunter3"));  // by chance 1 in 65536 salts would say so
  EXPECT_NE(make_fingerprint("hunter2"), mark);
  EXPECT_EQ(mark.size(), 32U + 1 + 4) << "no more than sixteen bits of the secret";
}

}  // namespace
}  // namespace flexverify::serve
