// Two runs side by side: before and after a migration, the last good one and the first bad one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reports/renderer.h"

namespace flexverify::reports {

enum class RowState {
  Same,
  Different,
  Measured,  // times: never the same, and no difference by themselves
};

struct ComparisonRow {
  std::string what;  // "Entity ID"
  std::string before, after;
  RowState state;  // whether the two are the same
};

struct CheckComparison {
  std::string name;                 // of the check
  std::vector<ComparisonRow> rows;  // one for each value that was compared
};

struct Comparison {
  model::Run before, after;
  std::vector<CheckComparison> checks;  // those that both runs have, by name
};

// Checks are paired by name; a run of one check is compared with another of one check whatever
// their names are. Personal values are redacted under each run's own key, so only names of claims
// and the roles can be compared.
[[nodiscard]] Comparison compare(model::Run before, model::Run after);
[[nodiscard]] bool is_same(const Comparison& comparison);
[[nodiscard]] std::string_view name_of(RowState state);  // "same", "different", "measured"

[[nodiscard]] std::string comparison_text(const Comparison& comparison,
                                          const RenderOptions& options);
[[nodiscard]] std::string comparison_json(const Comparison& comparison);
[[nodiscard]] std::string comparison_html(const Comparison& comparison);

}  // namespace flexverify::reports
