// A check of one of the lab's targets, in this process: real TLS, real requests, no files but the
// authority's.
#pragma once

#include <functional>
#include <string_view>

#include "flows/check.h"
#include "tests/lab/server.h"

namespace flexverify::test {

// What the written configuration says of that target.
[[nodiscard]] model::CheckSpec spec_for(const lab::World& world, std::string_view target);
// The trust in the lab's authority alone.
[[nodiscard]] std::shared_ptr<const net::TrustStore> trust_in(const lab::Lab& lab);
// Runs the check with the test user's password.
[[nodiscard]] model::CheckResult run_in_lab(const lab::Lab& lab, const model::CheckSpec& spec,
                                            std::shared_ptr<const net::TrustStore> trust);
// The same over a transport of the caller's.
[[nodiscard]] model::CheckResult run_in_lab(const lab::Lab& lab, const model::CheckSpec& spec,
                                            net::Transport& transport);
// The same with a clock and an ear of the caller's.
[[nodiscard]] model::CheckResult run_in_lab(
    const lab::Lab& lab, const model::CheckSpec& spec, net::Transport& transport,
    base::Clock& clock, std::function<void(const flows::ProgressEvent&)> progress);

}  // namespace flexverify::test
