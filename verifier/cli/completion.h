// Completion scripts and the manual page, from the table of commands.
#pragma once

#include <string>
#include <string_view>

namespace flexverify::cli {

// "" for a shell other than bash, zsh and fish.
[[nodiscard]] std::string completion_script(std::string_view shell);
// flexverify(1), in the macros of man(7).
[[nodiscard]] std::string manual_page();

}  // namespace flexverify::cli
