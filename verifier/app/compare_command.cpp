// compare: what changed between two saved runs.
#include <unistd.h>

#include "reports/comparison.h"
#include "verifier/app/commands.h"
#include "verifier/app/output.h"
#include "verifier/app/saved_run.h"
#include "verifier/cli/terminal.h"

namespace flexverify::app {
namespace {

std::string rendered(const cli::CompareCommand& command, const reports::Comparison& comparison) {
  if (command.format == "json") return reports::comparison_json(comparison);
  if (command.format == "html") return reports::comparison_html(comparison);
  reports::RenderOptions options{.detail = command.detail};
  if (command.output == "-") {
    options.width = cli::width_of(STDOUT_FILENO);
    options.color = cli::color_for(STDOUT_FILENO, command.color);
  }
  return reports::comparison_text(comparison, options);
}

}  // namespace

int run(const cli::CompareCommand& command) {
  auto before = read_saved_run(command.before);
  if (!before) return complain(before.error()), kUsageError;
  auto after = read_saved_run(command.after);
  if (!after) return complain(after.error()), kUsageError;
  const auto comparison = reports::compare(*std::move(before), *std::move(after));
  if (const auto written = write_output(command.output, rendered(command, comparison)); !written)
    return complain(written.error()), kUsageError;
  return reports::is_same(comparison) ? 0 : 1;
}

}  // namespace flexverify::app
