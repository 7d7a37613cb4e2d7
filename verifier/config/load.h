// From the text of a configuration file to the checks it asks for, or to every fault in it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "verifier/base/json.h"
#include "verifier/config/validate.h"
#include "verifier/model/check_spec.h"

namespace flexverify::config {

// Valid as a whole; relative paths already count from the folder of the file.
struct Configuration {
  base::Json defaults;
  std::vector<base::Json> targets;  // one for each test user
  base::Json serve;                 // null when it is not there
};

// A larger file is not read: room for more than 10,000 targets.
inline constexpr std::size_t kMaxConfigBytes = 32UL * 1024 * 1024;

[[nodiscard]] tl::expected<Configuration, std::vector<Fault>> load(std::string_view source,
                                                                   const std::string& folder,
                                                                   const Known& known);

// One check. `over` has members of a target that win over the target's own, as options on the
// command line do; null for none. All three must be valid.
[[nodiscard]] model::CheckSpec make_spec(const base::Json& defaults, const base::Json& target,
                                         const base::Json& over);

}  // namespace flexverify::config
