// resume: a person says that refused accounts may be tried again.
#include <fmt/format.h>

#include <optional>

#include "verifier/app/commands.h"
#include "verifier/app/output.h"
#include "verifier/app/serve_configuration.h"
#include "verifier/app/state_file.h"
#include "verifier/base/files.h"
#include "verifier/base/text.h"
#include "verifier/config/users.h"
#include "verifier/serve/attempt_memory.h"

namespace flexverify::app {
namespace {

// The memories that a run of these targets may use: the user's own (or the one that is named), and
// the history of serve. One that does not exist remembers nothing.
std::vector<std::string> memories(const cli::ResumeCommand& command,
                                  const std::optional<ServeConfiguration>& configuration) {
  std::vector<std::string> files = {state_file(command.state)};
  if (configuration && command.state.empty() && !configuration->serve.history.empty())
    files.push_back(configuration->serve.history);
  std::erase_if(files, [](const std::string& file) { return !base::exists(file); });
  return files;
}

std::vector<model::CheckSpec> targets_named(const std::string& name,
                                            const ServeConfiguration& configuration) {
  std::vector<model::CheckSpec> specs;
  for (const serve::Target& target : configuration.settings.targets)
    if (config::names_target(name, target.spec.name)) specs.push_back(target.spec);
  return specs;
}

// How many rows went; an Error for a memory that cannot be used.
base::Result<std::size_t> resume(const std::string& file, const std::string& name,
                                 const std::vector<model::CheckSpec>& specs) {
  serve::AttemptMemory memory(file);
  std::size_t gone = 0;
  const auto add = [&](const serve::Stored<std::size_t>& rows) -> base::Result<void> {
    if (!rows) return base::fail(file, rows.error().what);
    gone += *rows;
    return {};
  };
  if (auto added = add(memory.resume(name)); !added) return tl::unexpected(added.error());
  for (const model::CheckSpec& spec : specs)
    if (auto added = add(memory.resume(spec)); !added) return tl::unexpected(added.error());
  return gone;
}

std::string list_of_known(const std::vector<std::string>& files) {
  std::string names;
  for (const std::string& file : files)
    for (const std::string& name :
         serve::AttemptMemory(file).known_targets().value_or(std::vector<std::string>{}))
      names += (names.empty() ? "" : ", ") + base::printable(name, 60);
  return names.empty() ? "no target is" : "only " + names;
}

}  // namespace

int run(const cli::ResumeCommand& command) {
  std::optional<ServeConfiguration> configuration;
  if (!command.file.empty()) {
    auto loaded = load_serve_configuration(command.file);
    if (!loaded) return complain(loaded.error()), kUsageError;
    configuration = std::move(*loaded);
  }
  const std::vector<std::string> files = memories(command, configuration);
  for (const std::string& name : command.names) {
    const auto specs =
        configuration ? targets_named(name, *configuration) : std::vector<model::CheckSpec>{};
    if (configuration && specs.empty())
      return complain(base::Error{command.file, "no target \"" + base::printable(name) + "\""}),
             kUsageError;
    std::size_t gone = 0;
    for (const std::string& file : files) {
      const auto rows = resume(file, name, specs);
      if (!rows) return complain(rows.error()), kUsageError;
      gone += *rows;
    }
    // A running serve sees it before its next check.
    if (gone == 0 && !configuration)
      return complain(
                 base::Error{base::printable(name), "is not held back: " + list_of_known(files)}),
             kUsageError;
    say(fmt::format("{}: {}\n", base::printable(name),
                    gone > 0 ? "will be tried again" : "was not refused"));
  }
  return 0;
}

}  // namespace flexverify::app
