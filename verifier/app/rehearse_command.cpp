// rehearse: where a check would leave the way that a browser went.
#include <unistd.h>

#include "verifier/app/commands.h"
#include "verifier/app/output.h"
#include "verifier/app/recording_file.h"
#include "verifier/cli/terminal.h"
#include "verifier/cli/version.h"
#include "verifier/recording/rehearsal_text.h"

namespace flexverify::app {
namespace {

int status_of(recording::Agreement agreement) {
  switch (agreement) {
    case recording::Agreement::Agrees:
      return 0;
    case recording::Agreement::Differs:
      return 1;
    case recording::Agreement::Unknown:
      return kUsageError;
  }
  return kUsageError;
}

std::string for_people(const recording::Rehearsal& rehearsal) {
  std::string text = recording::rehearsal_text(rehearsal, cli::width_of(STDOUT_FILENO));
  const std::string report = recording::bug_report(rehearsal, cli::kVersion);
  return report.empty() ? text : text + "\nFor a bug report:\n\n" + report;
}

}  // namespace

int run(const cli::RehearseCommand& command) {
  const auto file = read_recording_file(command.file);
  if (!file) return complain(file.error()), kUsageError;
  const recording::Rehearsal rehearsal = recording::rehearse(file->recording, file->login);
  say(command.json ? base::dump_json(recording::rehearsal_json(rehearsal), 2) + "\n"
                   : for_people(rehearsal));
  return status_of(rehearsal.verdict);
}

}  // namespace flexverify::app
