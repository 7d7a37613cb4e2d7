// What is odd about where a login went, and is no fault by itself: private addresses, ports, names
// of users in redirects.
#pragma once

#include <vector>

#include "verifier/model/check_spec.h"
#include "verifier/model/run.h"

namespace flexverify::flows {

// From the exchanges and the redirects of a login: notes, and a warning for a name of a user.
[[nodiscard]] std::vector<model::Finding> network_notes(
    const model::CheckSpec& spec, const std::vector<model::Exchange>& exchanges,
    const std::vector<std::size_t>& with_userinfo);

}  // namespace flexverify::flows
