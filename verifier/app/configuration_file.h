// A configuration file, read and validated.
#pragma once

#include <string>

#include "verifier/config/load.h"
#include "verifier/config/rules.h"

namespace flexverify::app {

// The names that a configuration may use.
[[nodiscard]] config::Known known_names();
// The text is ready to be shown: every fault, each with its place.
[[nodiscard]] tl::expected<config::Configuration, std::string> read_configuration(
    const std::string& file);

}  // namespace flexverify::app
