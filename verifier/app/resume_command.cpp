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
namespace {

// A running serve sees it before its next check.
watch::Stored<bool> forget(const std::string& history, const model::CheckSpec& spec) {
  auto database = watch::Database::open(history);
  if (!database) return tl::unexpected(database.error());
  if (const auto migrated = watch::migrate(*database); !migrated)
    return tl::unexpected(migrated.error());
  return watch::forget_refusal(*database, watch::account_of(spec));
}

}  // namespace

int run(const ResumeCommand& command) {
  const auto served = load_served(command.file);
  if (!served) return complain(served.error()), kUsageError;
  const std::string& history = command.history.empty() ? served->serve.history : command.history;
  if (history.empty())
    return complain(base::Error{command.file,
                                "has no serve/history, so what was refused is known "
                                "to the running serve only: use its dashboard"}),
           kUsageError;
  for (const std::string& name : command.names) {
    std::size_t found = 0;
    for (const watch::Target& target : served->settings.targets) {
      if (!config::names_target(name, target.spec.name)) continue;
      ++found;
      const auto forgotten = forget(history, target.spec);
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
