// The rows of the dashboard's index, one for each target. A row is made when somebody first wants
// to see it, and again after the next change of its target: who looks how often costs little.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "reports/markup.h"
#include "verifier/serve/scheduler.h"

namespace flexverify::serve {

// The name of what a row shows, in a view: while it is the same, so is the row. Distances in days
// are as of the view's day.
struct RowVersion {
  std::uint64_t configuration = 0;
  base::WallTime day{};
  std::uint64_t change = 0;
  auto operator<=>(const RowVersion&) const = default;
};
[[nodiscard]] RowVersion row_version(const View& view, const TargetView& target);

class Rows {
 public:
  // The last runs of a target, newest first.
  using Runs = std::function<std::vector<StoredRun>(const std::string& name, std::size_t most)>;
  explicit Rows(Runs runs) : runs_(std::move(runs)) {}

  [[nodiscard]] reports::Markup row(const View& view, const TargetView& target);

 private:
  struct Made {
    RowVersion version;
    reports::Markup row;
  };
  Runs runs_;
  std::mutex mutex_;
  std::map<std::string, Made> made_;  // by the name of the target
};

// The id of a target's row in the page.
[[nodiscard]] std::string row_id(const TargetView& target);

}  // namespace flexverify::serve
