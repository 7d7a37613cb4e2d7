// completion, manual and schema: texts about the program itself.
#include "verifier/app/commands.h"
#include "verifier/app/configuration_file.h"
#include "verifier/app/output.h"
#include "verifier/cli/completion.h"
#include "verifier/config/schema.h"

namespace flexverify::app {

int run(const cli::CompletionCommand& command) {
  say(cli::completion_script(command.shell));
  return 0;
}

int run(const cli::SchemaCommand&) {
  say(base::dump_json(config::config_schema(known_names()), 2) + "\n");
  return 0;
}

int run(const cli::ManualCommand&) {
  say(cli::manual_page());
  return 0;
}

}  // namespace flexverify::app
