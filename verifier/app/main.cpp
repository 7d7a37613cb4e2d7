#include <malloc.h>

#include <cstdlib>

#include "verifier/app/commands.h"
#include "verifier/app/harden.h"
#include "verifier/app/output.h"
#include "verifier/base/overload.h"
#include "verifier/cli/command_line.h"

namespace {

// Threads share two heaps: one for each of many threads keeps most of what a finished check left.
// What is as large as an answer of thousands of targets is no part of a heap, where it would leave
// a hole.
void share_heaps() {
  constexpr int kMiB = 1024 * 1024;
  ::mallopt(M_ARENA_MAX, 2);
  ::mallopt(M_MMAP_THRESHOLD, kMiB);
  ::mallopt(M_TRIM_THRESHOLD, 2 * kMiB);
}

}  // namespace

int main(int argc, char** argv) {
  using namespace flexverify;
  app::keep_memory_private();
  share_heaps();
  const cli::Environment environment{.value = [](const char* name) { return std::getenv(name); },
                                     .names = app::variable_names()};
  const cli::Command command = cli::parse_command_line(argc, argv, environment);
  return std::visit(base::overload{[](const cli::ShowText& show) {
                                     app::say(show.text);
                                     return 0;
                                   },
                                   [](const cli::BadUsage& usage) {
                                     app::complain(usage.text);
                                     return app::kUsageError;
                                   },
                                   [](const auto& other) { return app::run(other); }},
                    command);
}
