// One function for each command; each returns the exit status.
#pragma once

#include "verifier/app/command_line.h"

namespace flexverify::app {

inline constexpr int kUsageError = 3;  // contract: ours to mend, so unknown

[[nodiscard]] int run(const CheckCommand& command);
[[nodiscard]] int run(const ServeCommand& command);
[[nodiscard]] int run(const ResumeCommand& command);
[[nodiscard]] int run(const ReportCommand& command);
[[nodiscard]] int run(const CompareCommand& command);
[[nodiscard]] int run(const PageCommand& command);
[[nodiscard]] int run(const SamlCommand& command);
[[nodiscard]] int run(const ExplainCommand& command);
[[nodiscard]] int run(const CodesCommand& command);
[[nodiscard]] int run(const ConfigCheckCommand& command);
[[nodiscard]] int run(const InitCommand& command);
[[nodiscard]] int run(const CompletionCommand& command);
[[nodiscard]] int run(const ManualCommand& command);

}  // namespace flexverify::app
