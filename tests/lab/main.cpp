// flexverify-lab: Flex and an identity provider on loopback, for demo, drills and tests.
#include <fmt/core.h>
#include <pthread.h>

#include <charconv>
#include <csignal>
#include <cstdio>
#include <exception>
#include <optional>
#include <span>

#include "tests/lab/options.h"
#include "tests/lab/write_config.h"

namespace {

using namespace flexverify;

constexpr int kBadUsage = 3;

int list_drills(lab::DrillList form) {
  if (form == lab::DrillList::Json) {
    fmt::print("{}\n", base::dump_json(lab::drills_json(), 2));
    return 0;
  }
  for (const lab::Drill& drill : lab::all_drills())
    fmt::print("{:24} {:32} {}\n", drill.name, model::info(drill.expected).id, drill.plants);
  for (const lab::Drill& variation : lab::all_variations())
    fmt::print("{:24} {:32} {}\n", variation.name, "no fault", variation.plants);
  return 0;
}

// Blocked in every thread, so that only sigwait sees them.
sigset_t block_ending_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

int complain(const std::string& what) {
  fmt::print(stderr, "flexverify-lab: {}\n", what);
  return kBadUsage;
}

int run(const lab::Command& command) {
  const sigset_t signals = block_ending_signals();
  lab::Lab server(command.lab);
  server.start();
  if (!command.write_config.empty())
    if (const auto written = lab::write_configuration(server, command.write_config); !written)
      return complain(written.error().where + ": " + written.error().what);
  fmt::print("flexverify-lab ready on https://{}:{}{}{}\n", command.lab.address, server.port(),
             command.lab.drill == nullptr ? "" : ", drill ",
             command.lab.drill == nullptr ? "" : command.lab.drill->name);
  std::fflush(stdout);
  int signal = 0;
  sigwait(&signals, &signal);
  server.stop();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const auto command = lab::read_command({argv + 1, argv + argc});
    if (!command) return complain(command.error().where + ": " + command.error().what);
    if (command->help) return fmt::print("{}", lab::kUsage), 0;
    if (command->list != lab::DrillList::No) return list_drills(command->list);
    return run(*command);
  } catch (const std::exception& failure) {
    return complain(failure.what());
  }
}
