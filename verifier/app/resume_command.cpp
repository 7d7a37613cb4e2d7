// resume: a person says that refused accounts may be tried again.
#include <fmt/format.h>

#include "verifier/app/commands.h"
#include "verifier/app/output.h"
#include "verifier/app/served.h"
#include "verifier/base/text.h"
#include "verifier/config/users.h"
#include "verifier/watch/refused.h"
#include "verifier/watch/schema.h"

namespace flexverify::app {
int run(const ResumeCommand& command) {
  const auto served = load_served(command.file);
  if (!served) return complain(served.error()), kUsageError;
  const std::string& history = command.history.empty() ? served->serve.history : command.history;
  if (history.empty())
    return complain(base::Error{command.file,
                                "has no serve/history, so what was refused is known "
                                "to the running serve only: use its dashboard"}),
           kUsageError;
  auto database = watch::open_history(history);
  if (!database) return complain(base::Error{history, database.error().what}), kUsageError;
  for (const std::string& name : command.names) {
    std::size_t found = 0;
    for (const watch::Target& target : served->settings.targets) {
      if (!config::names_target(name, target.spec.name)) continue;
      ++found;
      // A running serve sees it before its next check.
      const auto forgotten = watch::forget_refusal(*database, watch::account_of(target.spec));
      if (!forgotten) return complain(base::Error{history, forgotten.error().what}), kUsageError;
      say(fmt::format("{}: {}\n", base::printable(target.spec.name),
                      *forgotten ? "will be tried again" : "was not refused"));
    }
    if (found == 0)
      return complain(base::Error{command.file, "no target \"" + base::printable(name) + "\""}),
             kUsageError;
  }
  return 0;
}

}  // namespace flexverify::app
