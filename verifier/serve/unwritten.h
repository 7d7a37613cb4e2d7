// Results that wait to be written to the history: those of about a second are one transaction. Who
// is killed in between has lost them, and nothing else: what the memory of refused secrets must
// know, what people are told, and a provider's wish to be asked less often are never kept waiting.
#pragma once

#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "verifier/serve/history.h"

namespace flexverify::serve {

enum class Prune {
  No,
  Yes  // what the target has too many of goes
};

// A check that ended.
struct Finished {
  NewRun run;
  std::optional<TargetRecord> record;  // what people may be told of the target from now on
  Prune prune = Prune::No;             // now and then
};

class Unwritten {
 public:
  // How many wait now.
  std::size_t add(Finished one);
  // All of them, oldest first; none waits afterwards.
  [[nodiscard]] std::vector<Finished> take();

 private:
  std::mutex mutex_;
  std::vector<Finished> waiting_;
};

// All of them or none.
[[nodiscard]] Stored<void> write_all(Database& database, std::span<const Finished> all,
                                     const config::Keep& keep, base::WallTime now);

}  // namespace flexverify::serve
