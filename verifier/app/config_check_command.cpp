#include <fmt/format.h>

#include "verifier/app/commands.h"
#include "verifier/app/configuration_file.h"
#include "verifier/app/output.h"
#include "verifier/base/files.h"
#include "verifier/base/text.h"
#include "verifier/config/fault_text.h"
#include "verifier/config/load.h"

namespace flexverify::app {

int run(const cli::ConfigCheckCommand& command) {
  const auto source = base::read_file(command.file, config::kMaxConfigBytes);
  if (!source) {
    complain(source.error());
    return kUsageError;
  }
  const auto configuration = config::load(*source, "", known_names());
  if (!configuration) {
    say(config::fault_text(configuration.error(), command.file, *source));
    return kUsageError;
  }
  for (const base::Json& target : configuration->targets)
    say("  " + base::printable(target.text("name")) + "\n");
  const std::size_t targets = configuration->targets.size();
  say(fmt::format("{}: no faults, {} target{}\n", command.file, targets, targets == 1 ? "" : "s"));
  return 0;
}

}  // namespace flexverify::app
