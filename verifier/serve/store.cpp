#include "verifier/serve/store.h"

#include <algorithm>
#include <array>

#include "verifier/base/check.h"
#include "verifier/serve/schema.h"

namespace flexverify::serve {
namespace {

constexpr std::size_t kMostRunsInMemory = 50, kMostFailuresInMemory = 10;

struct Table {
  const char* name;
  const char* columns;  // without the number of the row, which the other database gives anew
  const char* places;
};
constexpr Table kRuns = {"runs", "target, started, duration, verdict, reached, code, json",
                         "?, ?, ?, ?, ?, ?, ?"};
// What must be known in both places.
constexpr std::array kShared = {
    Table{"targets", "name, verdict, since, last_success, rate_limits, not_before",
          "?, ?, ?, ?, ?, ?"},
    Table{"messages", "receiver, created, tries, not_before, body", "?, ?, ?, ?, ?"},
    Table{"told", "target, receiver, at", "?, ?, ?"},
};

Stored<void> copy_table(Database& from, Database& to, const Table& table) {
  const std::string name = table.name, columns = table.columns;
  const auto rows = from.run(("SELECT " + columns + " FROM " + name).c_str());
  if (!rows) return tl::unexpected(rows.error());
  const std::string insert =
      "INSERT OR REPLACE INTO " + name + " (" + columns + ") VALUES (" + table.places + ")";
  for (const Row& row : *rows)
    if (auto added = to.execute(insert.c_str(), row); !added) return added;
  return {};
}

enum class Old { Stays, Goes };

Stored<void> copy_shared(Database& from, Database& to, Old old) {
  for (const Table& table : kShared) {
    if (old == Old::Goes)
      if (auto gone = to.execute((std::string("DELETE FROM ") + table.name).c_str()); !gone)
        return gone;
    if (const auto copied = copy_table(from, to, table); !copied) return copied;
  }
  return {};
}

Database open_in_memory() {
  auto database = open_history("");
  FV_CHECK(database.has_value());
  return std::move(*database);
}

}  // namespace

base::Result<std::unique_ptr<Store>> Store::open(std::string path, Log log) {
  std::unique_ptr<Store> store(new Store(std::move(path), std::move(log)));
  if (store->path_.empty()) {
    store->stay_in_memory(Place::MemoryByChoice, "no file is configured");
    return store;
  }
  auto file = open_history(store->path_);
  if (!file && file.error().fault == DatabaseFault::Unusable)
    return base::fail(store->path_, "cannot be the history: " + file.error().what);
  if (!file) {
    store->stay_in_memory(Place::MemoryUnread, file.error().what);
    return store;
  }
  store->database_ = std::move(*file);
  store->place_ = Place::File;
  return store;
}

void Store::stay_in_memory(Place place, std::string reason) {
  database_ = open_in_memory();
  place_ = place;
  reason_ = std::move(reason);
  if (place != Place::MemoryByChoice)
    log_("the history " + path_ + " cannot be used (" + reason_ +
         "): results are kept in memory until it can");
}

void Store::leave_file(const DatabaseError& error) {
  Database file = std::move(*database_);
  stay_in_memory(Place::MemoryForNow, error.what);
  // What can still be read.
  if (!copy_shared(file, *database_, Old::Stays)) place_ = Place::MemoryUnread;
}

void Store::try_file() {
  const std::scoped_lock lock(mutex_);
  if (place_ == Place::File || place_ == Place::MemoryByChoice) return;
  auto file = open_history(path_);
  if (!file) {
    reason_ = file.error().what;
    return;
  }
  const Old old = place_ == Place::MemoryForNow ? Old::Goes : Old::Stays;
  const auto copied = transaction(*file, [&]() -> Stored<void> {
    if (const auto runs = copy_table(*database_, *file, kRuns); !runs) return runs;
    return copy_shared(*database_, *file, old);
  });
  if (!copied) {
    reason_ = copied.error().what;
    return;
  }
  database_ = std::move(*file);
  place_ = Place::File;
  reason_.clear();
  log_("the history " + path_ + " is used again");
}

Place Store::place() {
  const std::scoped_lock lock(mutex_);
  return place_;
}

std::string Store::reason() {
  const std::scoped_lock lock(mutex_);
  return reason_;
}

config::Keep Store::bounded(config::Keep keep) {
  if (place() == Place::File) return keep;
  keep.runs = std::min(keep.runs, kMostRunsInMemory);
  keep.failures = std::min(keep.failures, kMostFailuresInMemory);
  return keep;
}

}  // namespace flexverify::serve
