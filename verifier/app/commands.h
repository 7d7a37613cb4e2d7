// One function for each command; each returns the exit status.
#pragma once

#include "verifier/cli/command_line.h"

namespace flexverify::app {

inline constexpr int kUsageError = 3;  // contract: ours to mend, so unknown

[[nodiscard]] int run(const cli::CheckCommand& command);
[[nodiscard]] int run(const cli::ServeCommand& command);
[[nodiscard]] int run(const cli::ResumeCommand& command);
[[nodiscard]] int run(const cli::AlertTestCommand& command);
[[nodiscard]] int run(const cli::SchemaCommand& command);
[[nodiscard]] int run(const cli::ReportCommand& command);
[[nodiscard]] int run(const cli::CompareCommand& command);
[[nodiscard]] int run(const cli::PageCommand& command);
[[nodiscard]] int run(const cli::SamlCommand& command);
[[nodiscard]] int run(const cli::ExplainCommand& command);
[[nodiscard]] int run(const cli::CodesCommand& command);
[[nodiscard]] int run(const cli::ConfigCheckCommand& command);
[[nodiscard]] int run(const cli::InitCommand& command);
[[nodiscard]] int run(const cli::RehearseCommand& command);
[[nodiscard]] int run(const cli::CompletionCommand& command);
[[nodiscard]] int run(const cli::ManualCommand& command);

}  // namespace flexverify::app
