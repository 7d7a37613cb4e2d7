#include "verifier/serve/history.h"

#include "reports/renderer.h"
#include "verifier/base/check.h"
#include "verifier/base/encoding.h"

namespace flexverify::serve {
namespace {

constexpr std::size_t kMostJson = 64 * 1024 * 1024;
constexpr const char* kColumns = "id, target, started, duration, verdict, reached, code";

template <class Enum>
Enum enum_of(const Value& value, Enum last) {
  const auto n = integer(value);
  return n >= 0 && n <= static_cast<std::int64_t>(last) ? static_cast<Enum>(n) : last;
}

StoredRun stored_run(const Row& row) {
  return {.id = integer(row[0]),
          .target = text(row[1]),
          .started = from_stored(row[2]),
          .duration = base::Millis{integer(row[3])},
          .verdict = enum_of(row[4], model::Verdict::Critical),
          .reached = enum_of(row[5], model::Depth::Loaded),
          .code = text(row[6])};
}

}  // namespace

std::int64_t to_stored(base::WallTime time) { return time.time_since_epoch().count(); }
base::WallTime from_stored(const Value& value) {
  return base::WallTime(base::Millis{integer(value)});
}

NewRun new_run(const model::Run& run) {
  FV_CHECK(run.checks.size() == 1);
  const model::CheckResult& check = run.checks.front();
  return {.row = {.id = 0,
                  .target = check.name,
                  .started = check.started,
                  .duration = check.duration,
                  .verdict = check.verdict,
                  .reached = check.reached,
                  .code = std::string(model::first_code(check))},
          .json = {base::deflate_raw(reports::render_json(run, {}))}};
}

Stored<std::int64_t> add_run(Database& database, const NewRun& run) {
  const StoredRun& row = run.row;
  const auto added = database.run(
      "INSERT INTO runs (target, started, duration, verdict, reached, code, json) "
      "VALUES (?, ?, ?, ?, ?, ?, ?)",
      {row.target, to_stored(row.started), row.duration.count(),
       static_cast<std::int64_t>(row.verdict), static_cast<std::int64_t>(row.reached), row.code,
       run.json});
  if (!added) return tl::unexpected(added.error());
  return database.last_id();
}

Stored<std::vector<StoredRun>> last_runs(Database& database, const std::string& target,
                                         std::size_t most) {
  const std::string sql = std::string("SELECT ") + kColumns +
                          " FROM runs WHERE target = ? ORDER BY started DESC, id DESC LIMIT ?";
  const auto rows = database.run(sql.c_str(), {target, static_cast<std::int64_t>(most)});
  if (!rows) return tl::unexpected(rows.error());
  std::vector<StoredRun> runs;
  for (const Row& row : *rows) runs.push_back(stored_run(row));
  return runs;
}

Stored<std::optional<SavedRun>> find_run(Database& database, std::int64_t id) {
  const std::string sql = std::string("SELECT ") + kColumns + ", json FROM runs WHERE id = ?";
  const auto rows = database.run(sql.c_str(), {id});
  if (!rows) return tl::unexpected(rows.error());
  if (rows->empty()) return std::optional<SavedRun>();
  auto json = base::inflate_raw(text(rows->front()[7]), kMostJson);
  if (!json) return std::optional<SavedRun>();
  return SavedRun{stored_run(rows->front()), std::move(*json)};
}

Stored<void> prune(Database& database, const std::string& target, const config::Keep& keep,
                   base::WallTime now) {
  constexpr const char* kPrune = R"sql(
WITH numbered AS (
  SELECT id, started, verdict <> 0 AS failed,
         row_number() OVER (ORDER BY started DESC, id DESC) AS place,
         row_number() OVER (PARTITION BY verdict <> 0 ORDER BY started DESC, id DESC)
           AS place_of_kind
  FROM runs WHERE target = ?1)
DELETE FROM runs WHERE id IN (
  SELECT id FROM numbered
  WHERE (place > ?2 OR started < ?3) AND NOT (failed AND place_of_kind <= ?4)))sql";
  return database.execute(kPrune,
                          {target, static_cast<std::int64_t>(keep.runs), to_stored(now - keep.age),
                           static_cast<std::int64_t>(keep.failures)});
}

Stored<void> keep_run(Database& database, const model::Run& run, const config::Keep& keep,
                      base::WallTime now) {
  if (const auto added = add_run(database, new_run(run)); !added)
    return tl::unexpected(added.error());
  return prune(database, run.checks.front().name, keep, now);
}

Stored<std::vector<std::string>> known_targets(Database& database) {
  const auto rows = database.run("SELECT DISTINCT target FROM runs ORDER BY target");
  if (!rows) return tl::unexpected(rows.error());
  std::vector<std::string> names;
  for (const Row& row : *rows) names.push_back(text(row[0]));
  return names;
}

Stored<std::optional<TargetRecord>> find_target(Database& database, const std::string& name) {
  const auto rows = database.run(
      "SELECT verdict, since, last_success, rate_limits, not_before FROM targets WHERE name = ?",
      {name});
  if (!rows) return tl::unexpected(rows.error());
  if (rows->empty()) return std::optional<TargetRecord>();
  const Row& row = rows->front();
  return TargetRecord{.verdict = enum_of(row[0], model::Verdict::Critical),
                      .since = from_stored(row[1]),
                      .last_success = from_stored(row[2]),
                      .rate_limits = static_cast<std::size_t>(integer(row[3])),
                      .not_before = from_stored(row[4])};
}

Stored<void> save_target(Database& database, const std::string& name, const TargetRecord& record) {
  return database.execute(
      "INSERT OR REPLACE INTO targets (name, verdict, since, last_success, rate_limits, "
      "not_before) VALUES (?, ?, ?, ?, ?, ?)",
      {name, static_cast<std::int64_t>(record.verdict), to_stored(record.since),
       to_stored(record.last_success), static_cast<std::int64_t>(record.rate_limits),
       to_stored(record.not_before)});
}

}  // namespace flexverify::serve
