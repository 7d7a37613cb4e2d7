#include "verifier/serve/unwritten.h"

#include <utility>

namespace flexverify::serve {
namespace {

Stored<void> write(Database& database, const Finished& one, const config::Keep& keep,
                   base::WallTime now) {
  const std::string& target = one.run.row.target;
  if (const auto added = add_run(database, one.run); !added) return tl::unexpected(added.error());
  if (one.record)
    if (auto saved = save_target(database, target, *one.record); !saved) return saved;
  return one.prune == Prune::Yes ? prune(database, target, keep, now) : Stored<void>();
}

}  // namespace

std::size_t Unwritten::add(Finished one) {
  const std::scoped_lock lock(mutex_);
  waiting_.push_back(std::move(one));
  return waiting_.size();
}

std::vector<Finished> Unwritten::take() {
  const std::scoped_lock lock(mutex_);
  return std::exchange(waiting_, {});
}

Stored<void> write_all(Database& database, std::span<const Finished> all, const config::Keep& keep,
                       base::WallTime now) {
  return transaction(database, [&]() -> Stored<void> {
    for (const Finished& one : all)
      if (auto written = write(database, one, keep, now); !written) return written;
    return {};
  });
}

}  // namespace flexverify::serve
