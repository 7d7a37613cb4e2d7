// The pages of the dashboard. Rendered here, whole without a script.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "verifier/serve/scheduler.h"

namespace flexverify::serve {

// Runs of each target, newest first.
using RunsByTarget = std::map<std::string, std::vector<StoredRun>>;

[[nodiscard]] std::string index_page(const View& view, const RunsByTarget& runs);
// `key` is what a form must send back; see Routes.
[[nodiscard]] std::string target_page(const TargetView& target, const View& view,
                                      std::span<const StoredRun> runs, const std::string& key);

// The policy of these two pages, for the header.
[[nodiscard]] std::string dashboard_policy();
// The one script: shows the newest state while the page is open.
[[nodiscard]] std::string_view refresh_script();

}  // namespace flexverify::serve
