// A target with several test users stands for one check each.
#pragma once

#include <string>
#include <vector>

#include "verifier/base/json.h"

namespace flexverify::config {

// Targets without users, in the order of the file. "acme" with users agent and supervisor becomes
// "acme/agent" and "acme/supervisor", each with the user's values in place of the target's.
[[nodiscard]] std::vector<base::Json> one_for_each_user(std::vector<base::Json> targets);

// Whether a name on the command line means this target: "acme" means all users of acme.
[[nodiscard]] bool names_target(const std::string& wanted, const std::string& target);

}  // namespace flexverify::config
