// hosted, self-hosted, check and preflight.
#include <unistd.h>

#include <algorithm>

#include "reports/layout.h"
#include "verifier/app/commands.h"
#include "verifier/app/output.h"
#include "verifier/app/run_reports.h"
#include "verifier/app/signals.h"
#include "verifier/app/specs.h"
#include "verifier/app/state_file.h"
#include "verifier/app/wiring.h"
#include "verifier/base/text.h"
#include "verifier/cli/progress.h"
#include "verifier/cli/terminal.h"

namespace flexverify::app {
namespace {

bool writes_to_stdout(const cli::CheckCommand& command) {
  return std::any_of(command.reports.begin(), command.reports.end(),
                     [](const cli::ReportWish& wish) { return wish.path == "-"; });
}

// Without another wish, the report for people goes to standard output.
std::vector<cli::ReportWish> all_reports(const cli::CheckCommand& command) {
  std::vector<cli::ReportWish> reports = command.reports;
  if (!writes_to_stdout(command)) reports.push_back({"text", "-"});
  return reports;
}

constexpr std::size_t kMaxNameColumns = 24;

std::size_t name_columns(const model::CheckSpecs& specs) {
  std::size_t columns = 0;
  for (std::size_t i = 0; specs.count > 1 && i < specs.count && columns < kMaxNameColumns; ++i)
    columns = std::max(columns, reports::display_width(base::printable(specs.at(i).name)));
  return std::min(columns, kMaxNameColumns);
}

cli::Progress::Options progress_options(const cli::CheckCommand& command,
                                        const model::CheckSpecs& specs) {
  const bool quiet = command.detail == reports::Detail::Brief;
  const cli::ProgressKind kind = quiet                             ? cli::ProgressKind::None
                                 : cli::is_terminal(STDERR_FILENO) ? cli::ProgressKind::Live
                                                                   : cli::ProgressKind::Lines;
  return {.kind = kind,
          .name_columns = quiet ? 0 : name_columns(specs),
          .checks = specs.count,
          .width = cli::width_of(STDERR_FILENO),
          .color = cli::color_for(STDERR_FILENO, command.color)};
}

reports::RenderOptions render_options(const cli::CheckCommand& command,
                                      const cli::ReportWish& wish) {
  reports::RenderOptions options{.detail = command.detail};
  if (wish.path != "-") return options;
  options.width = cli::width_of(STDOUT_FILENO);
  options.color = cli::color_for(STDOUT_FILENO, command.color);
  if (cli::one_place_for_all()) options.steps = reports::StepLines::Hidden;
  return options;
}

std::vector<RunReports::Wished> wished_reports(const cli::CheckCommand& command) {
  std::vector<RunReports::Wished> wished;
  for (const cli::ReportWish& wish : all_reports(command))
    wished.push_back(
        {reports::renderer_named(wish.format), render_options(command, wish), wish.path});
  return wished;
}

int report(RunReports& reports, const model::Run& run) {
  const auto faults = reports.write(run);
  for (const base::Error& fault : faults) complain(fault);
  return faults.empty() ? model::exit_code(run.verdict) : kUsageError;
}

}  // namespace

int run(const cli::CheckCommand& command) {
  auto specs = make_specs(command);
  if (!specs) {
    complain(specs.error());
    return kUsageError;
  }
  const auto checks = prepare(std::move(*specs), Person::MayBeAsked);
  if (!checks) return complain(checks.error()), kUsageError;
  for (const cli::ReportWish& wish : command.reports)
    if (const auto writable = check_output(wish.path); !writable)
      return complain(writable.error()), kUsageError;
  std::unique_ptr<serve::Store> store;
  if (!command.history.empty()) {
    auto opened = serve::Store::open(command.history, [](std::string_view text) {
      complain("flexverify: " + std::string(text) + "\n");
    });
    if (!opened) return complain(opened.error()), kUsageError;
    store = std::move(*opened);
  }
  serve::AttemptMemory memory(command.state.empty() && !command.history.empty()
                                  ? command.history
                                  : state_file(command.state));
  const StopSignals signals;
  cli::Progress progress(progress_options(command, checks->specs));
  RunReports reports(wished_reports(command), checks->specs.count);
  webdriver::Turns turns(command.browsers);
  const auto run = run_checks(
      *checks, command.crowding, memory, turns, store.get(), progress,
      [&](model::CheckResult check, std::size_t index) {
        return reports.take(std::move(check), index);
      },
      signals.token());
  const int status = report(reports, run);
  return signals.received() == 0 ? status : 128 + signals.received();
}

}  // namespace flexverify::app
