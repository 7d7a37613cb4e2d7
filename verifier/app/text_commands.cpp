// completion and manual: texts about the program itself.
#include "verifier/app/commands.h"
#include "verifier/app/completion.h"
#include "verifier/app/output.h"

namespace flexverify::app {

int run(const CompletionCommand& command) {
  say(completion_script(command.shell));
  return 0;
}

int run(const ManualCommand&) {
  say(manual_page());
  return 0;
}

}  // namespace flexverify::app
