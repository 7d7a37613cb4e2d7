// Small parts of the dashboard's pages.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "reports/markup.h"
#include "verifier/serve/scheduler.h"

namespace flexverify::serve {

[[nodiscard]] reports::Markup verdict_label(model::Verdict verdict);
// The one that people were told.
[[nodiscard]] std::optional<model::Verdict> verdict_of(const TargetView& target);
[[nodiscard]] reports::Markup label_of(const TargetView& target);
// A box with this class; and one of small print.
[[nodiscard]] reports::Markup block(const std::string& css, const reports::Markup& content);
[[nodiscard]] reports::Markup dim(const std::string& text);
// What is wrong with serve itself.
[[nodiscard]] reports::Markup notices(const View& view);
[[nodiscard]] reports::Markup footer(const View& view);
// A bar for each run, the newest on the right, each a link to its report.
[[nodiscard]] reports::Markup strip(std::span<const StoredRun> newest_first, std::size_t most);
// The durations as a line, the newest on the right.
[[nodiscard]] reports::Markup latency(std::span<const StoredRun> newest_first, std::size_t most);
// "2026-11-25 12:00:00"
[[nodiscard]] std::string shown_time(base::WallTime time);
// "in 3 min", "2 h ago", "now"
[[nodiscard]] std::string shown_distance(base::WallTime time, base::WallTime now);
// The dashboard's own rules, beside those of the reports.
[[nodiscard]] reports::Literal dashboard_style();
// A whole page, with the script that refreshes it.
[[nodiscard]] std::string dashboard_document(const std::string& title, const reports::Markup& body);

}  // namespace flexverify::serve
