// The terminal: what it can show, and asking a person without echo.
#pragma once

#include <cstddef>
#include <stop_token>
#include <string>
#include <string_view>

#include "reports/renderer.h"
#include "verifier/base/result.h"
#include "verifier/base/secret.h"
#include "verifier/cli/command_line.h"

namespace flexverify::cli {

[[nodiscard]] bool is_terminal(int descriptor);
// Standard output and standard error go to the same place: a reader sees both.
[[nodiscard]] bool one_place_for_all();
// Columns of the terminal, else of COLUMNS, else 80.
[[nodiscard]] std::size_t width_of(int descriptor);
[[nodiscard]] reports::Color color_for(int descriptor, ColorWish wish);

// Standard input is a terminal, so that there is somebody to ask.
[[nodiscard]] bool can_ask();
// Reads one line from /dev/tty, which shows what is typed.
[[nodiscard]] base::Result<std::string> ask_aloud(std::string_view question,
                                                  const std::stop_token& stop);
// Reads one line from /dev/tty with the echo off. An Error when `stop` comes first.
[[nodiscard]] base::Result<base::Secret> ask(std::string_view question,
                                             const std::stop_token& stop);

}  // namespace flexverify::cli
