// Past results: what the tables `runs` and `targets` hold.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "verifier/config/serve.h"
#include "verifier/model/run.h"
#include "verifier/serve/database.h"

namespace flexverify::serve {

struct StoredRun {
  std::int64_t id = 0;                               // of the row
  std::string target;                                // its name
  base::WallTime started;                            // of the check
  base::Millis duration{0};                          // of the check
  model::Verdict verdict = model::Verdict::Unknown;  // of the check
  model::Depth reached = model::Depth::None;         // by the check
  std::string code;                                  // of the first finding, "" when there is none
};

// What is known of a target over restarts.
struct TargetRecord {
  model::Verdict verdict = model::Verdict::Ok;  // the one that people were told
  base::WallTime since{};                       // when that verdict began
  base::WallTime last_success{};                // 0: never
  std::size_t rate_limits = 0;                  // in a row
  base::WallTime not_before{};                  // no check before
};

// A run as it is stored, made before the database is needed. The run has one check.
struct NewRun {
  StoredRun row;  // but for its id
  Blob json;      // flexverify-run/1, deflated
};
[[nodiscard]] NewRun new_run(const model::Run& run);
// The id of the row.
[[nodiscard]] Stored<std::int64_t> add_run(Database& database, const NewRun& run);
// Newest first.
[[nodiscard]] Stored<std::vector<StoredRun>> last_runs(Database& database,
                                                       const std::string& target, std::size_t most);
// The flexverify-run/1 text and its row; nullopt when it is not there, or no longer.
struct SavedRun {
  StoredRun row;     // what the table knows of it
  std::string json;  // the flexverify-run/1 text
};
[[nodiscard]] Stored<std::optional<SavedRun>> find_run(Database& database, std::int64_t id);
// Removes what is older than the age or beyond the count; the last failures (everything but ok)
// stay in any case.
[[nodiscard]] Stored<void> prune(Database& database, const std::string& target,
                                 const config::Keep& keep, base::WallTime now);
// Adds a run, and removes what its target has too many of.
[[nodiscard]] Stored<void> keep_run(Database& database, const model::Run& run,
                                    const config::Keep& keep, base::WallTime now);
// Every target that has runs, also of older configurations.
[[nodiscard]] Stored<std::vector<std::string>> known_targets(Database& database);

[[nodiscard]] Stored<std::optional<TargetRecord>> find_target(Database& database,
                                                              const std::string& name);
[[nodiscard]] Stored<void> save_target(Database& database, const std::string& name,
                                       const TargetRecord& record);

[[nodiscard]] std::int64_t to_stored(base::WallTime time);
[[nodiscard]] base::WallTime from_stored(const Value& value);

}  // namespace flexverify::serve
