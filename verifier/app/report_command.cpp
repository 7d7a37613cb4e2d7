// report: another report of a run that was saved.
#include <unistd.h>

#include "verifier/app/commands.h"
#include "verifier/app/output.h"
#include "verifier/app/saved_run.h"
#include "verifier/cli/terminal.h"

namespace flexverify::app {
int run(const cli::ReportCommand& command) {
  const auto run = read_saved_run(command.file);
  if (!run) return complain(run.error()), kUsageError;
  reports::RenderOptions options{.detail = command.detail};
  if (command.output == "-") {
    options.width = cli::width_of(STDOUT_FILENO);
    options.color = cli::color_for(STDOUT_FILENO, command.color);
  }
  const std::string text = reports::render(*reports::renderer_named(command.format), *run, options);
  if (const auto written = write_output(command.output, text); !written)
    return complain(written.error()), kUsageError;
  return 0;
}

}  // namespace flexverify::app
