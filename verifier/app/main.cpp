#include <cstdlib>

#include "verifier/app/command_line.h"
#include "verifier/app/commands.h"
#include "verifier/app/output.h"
#include "verifier/base/overload.h"

int main(int argc, char** argv) {
  using namespace flexverify;
  const auto environment = [](const char* name) -> const char* { return std::getenv(name); };
  const app::Command command = app::parse_command_line(argc, argv, environment);
  return std::visit(base::overload{[](const app::ShowText& show) {
                                     app::say(show.text);
                                     return 0;
                                   },
                                   [](const app::BadUsage& usage) {
                                     app::complain(usage.text);
                                     return app::kUsageError;
                                   },
                                   [](const auto& other) { return app::run(other); }},
                    command);
}
