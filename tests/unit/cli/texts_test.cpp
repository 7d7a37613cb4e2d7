// The texts that are made out of the table of commands.
#include <gtest/gtest.h>

#include "verifier/base/text.h"
#include "verifier/cli/command_table.h"
#include "verifier/cli/completion.h"

namespace flexverify::cli {
namespace {

TEST(Manual, HasEveryCommandAndOption) {
  const std::string manual = base::replace_all(manual_page(), "\\-", "-");
  for (const CommandRow& row : all_commands()) {
    EXPECT_NE(manual.find("flexverify " + std::string(row.name)), std::string::npos) << row.name;
    for (const OptionRow& option : row.options())
      EXPECT_NE(manual.find(long_name(option)), std::string::npos) << option.names;
  }
}

TEST(Completion, EveryShellKnowsEveryCommandAndOption) {
  for (const char* shell : {"bash", "zsh", "fish"}) {
    const std::string script = completion_script(shell);
    for (const CommandRow& row : all_commands()) {
      EXPECT_NE(script.find(row.name), std::string::npos) << shell << " " << row.name;
      for (const OptionRow& option : row.options())
        EXPECT_NE(script.find(long_name(option).substr(2)), std::string::npos)
            << shell << " " << option.names;
    }
  }
  EXPECT_EQ(completion_script("csh"), "");
}

}  // namespace
}  // namespace flexverify::cli
