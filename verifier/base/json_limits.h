// How many values JSON may have: 200,000 where a server sent it, ten times as many in a recording
// of a browser, a hundred times as many in a file that this program wrote, or that configures it.
#pragma once

#include <string_view>

#include "verifier/base/json.h"

namespace flexverify::base {

// A saved run of many targets.
[[nodiscard]] Result<Json> parse_saved_json(std::string_view text);
// A configuration of many targets, with comments.
[[nodiscard]] Result<Json> parse_configuration_json(std::string_view text);
// A recording of a login, with the headers and cookies of each request.
[[nodiscard]] Result<Json> parse_recording_json(std::string_view text);
// Why parse_json refused it.
[[nodiscard]] bool has_too_many_values(std::string_view text);

}  // namespace flexverify::base
