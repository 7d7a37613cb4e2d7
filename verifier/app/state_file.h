// Where the memory of refused secrets is.
#pragma once

#include <string>

namespace flexverify::app {

// Of the user: $XDG_STATE_HOME/flexverify/attempts.sqlite, else below .local/state in the home
// folder. One place for every run of this user.
[[nodiscard]] std::string default_state_file();
// What --state says: "" for "none", the default when it says nothing.
[[nodiscard]] std::string state_file(const std::string& wish);

}  // namespace flexverify::app
