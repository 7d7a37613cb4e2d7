// A configuration file, read and validated.
#pragma once

#include <string>

#include "verifier/config/load.h"
#include "verifier/config/rules.h"

namespace flexverify::app {

// The file that is meant: the one that was given, else the first there is of ./flexverify.json,
// $XDG_CONFIG_HOME/flexverify/flexverify.json and /etc/flexverify/flexverify.json. The text of an
// Error is ready to be shown.
[[nodiscard]] tl::expected<std::string, std::string> configuration_file(const std::string& given);
// The names that a configuration may use.
[[nodiscard]] config::Known known_names();
// The text is ready to be shown: every fault, each with its place.
[[nodiscard]] tl::expected<config::Configuration, std::string> read_configuration(
    const std::string& file);

}  // namespace flexverify::app
