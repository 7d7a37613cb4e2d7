#include "verifier/serve/schema.h"

#include <array>
#include <string>

namespace flexverify::serve {
namespace {

// Times are milliseconds since 1970, UTC.
constexpr std::array kMigrations = {
    // 1: the results.
    R"sql(
CREATE TABLE runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  target TEXT NOT NULL,
  started INTEGER NOT NULL,
  duration INTEGER NOT NULL,
  verdict INTEGER NOT NULL,  -- 0 ok, 1 warning, 2 unknown, 3 critical
  reached INTEGER NOT NULL,
  code TEXT NOT NULL,        -- of the first finding, or ''
  json BLOB NOT NULL         -- flexverify-run/1, deflated
);
CREATE INDEX runs_by_target ON runs (target, started);
CREATE TABLE targets (
  name TEXT PRIMARY KEY,
  verdict INTEGER NOT NULL,       -- the one that people were told
  since INTEGER NOT NULL,
  last_success INTEGER NOT NULL,  -- 0: never
  rate_limits INTEGER NOT NULL,   -- in a row
  not_before INTEGER NOT NULL
);
)sql",
    // 2: accounts whose password or code was refused.
    R"sql(
CREATE TABLE refused (
  account TEXT PRIMARY KEY,
  target TEXT NOT NULL,
  since INTEGER NOT NULL,
  code TEXT NOT NULL,
  mark TEXT NOT NULL
);
)sql",
    // 3: messages that wait to be delivered, and when somebody was told last.
    R"sql(
CREATE TABLE messages (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  receiver TEXT NOT NULL,
  created INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  not_before INTEGER NOT NULL,
  body TEXT NOT NULL
);
CREATE TABLE told (
  target TEXT NOT NULL,
  receiver TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (target, receiver)
);
)sql",
    // 4: one row for each secret that was refused or went unanswered, and the time steps of codes.
    // The table `refused` stays as it was: its marks are of several secrets together, so a row is
    // judged when its secrets are read next (older_refusals.h).
    R"sql(
CREATE TABLE attempts (
  user TEXT NOT NULL,        -- hashed
  host TEXT NOT NULL,
  secret TEXT NOT NULL,      -- 'password', 'one-time-code', 'security-answer'
  kind INTEGER NOT NULL,     -- 0 refused, 1 unanswered
  target TEXT NOT NULL,
  code TEXT NOT NULL,
  mark TEXT NOT NULL,
  unanswered TEXT NOT NULL,  -- times, with commas
  since INTEGER NOT NULL,
  PRIMARY KEY (user, host, secret)
);
CREATE TABLE code_steps (
  key TEXT PRIMARY KEY,
  step INTEGER NOT NULL
);
)sql",
};

}  // namespace

std::span<const char* const> migrations() { return kMigrations; }

Stored<void> migrate(Database& database) {
  const auto found = database.run("PRAGMA user_version");
  if (!found) return tl::unexpected(found.error());
  auto version = static_cast<std::size_t>(integer(found->front().front()));
  if (version > kMigrations.size())
    return tl::unexpected(DatabaseError{
        DatabaseFault::Unusable,
        "made by a newer version of flexverify (schema " + std::to_string(version) + ")"});
  for (; version < kMigrations.size(); ++version) {
    const std::string script = std::string(kMigrations.at(version)) +
                               "PRAGMA user_version = " + std::to_string(version + 1) + ";";
    if (const auto done = database.run_script(script.c_str()); !done) return done;
  }
  return {};
}

Stored<Database> open_history(const std::string& path, Database::Visit visit,
                              Database::Hook before_statement) {
  auto database = Database::open(path, visit, std::move(before_statement));
  if (!database) return database;
  if (const auto migrated = migrate(*database); !migrated) return tl::unexpected(migrated.error());
  return database;
}

}  // namespace flexverify::serve
