// The page of a target, and what all pages of the dashboard share. Rendered here, whole without a
// script.
#pragma once

#include <span>
#include <string>

#include "verifier/serve/scheduler.h"

namespace flexverify::serve {

// Its runs are newest first. `key` is what a form must send back; see Routes.
[[nodiscard]] std::string target_page(const TargetView& target, const View& view,
                                      std::span<const StoredRun> runs, const std::string& key);

// The policy of the pages, for the header.
[[nodiscard]] std::string dashboard_policy();
// The one script: shows the newest state while the page is open.
[[nodiscard]] std::string_view refresh_script();

}  // namespace flexverify::serve
