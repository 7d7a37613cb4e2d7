// Where a user's own files are (XDG Base Directory 0.8).
#pragma once

#include <string>
#include <string_view>

namespace flexverify::app {

// What the variable names ("XDG_STATE_HOME"), else the folder below the user's home
// ("/.local/state").
[[nodiscard]] std::string user_folder(const char* variable, std::string_view below_home);

}  // namespace flexverify::app
