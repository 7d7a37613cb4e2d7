// The command line, read into plain values. command_line.cpp alone knows CLI11.
#pragma once

#include "verifier/cli/commands.h"
#include "verifier/cli/given.h"

namespace flexverify::cli {

// The table of commands (command_table.h) says what is understood.
[[nodiscard]] Command parse_command_line(int argc, const char* const* argv,
                                         const Environment& environment);

}  // namespace flexverify::cli
