// What a command's positional arguments mean, and what must have been given besides.
#pragma once

#include <string>

#include "verifier/cli/commands.h"
#include "verifier/cli/given.h"

namespace flexverify::cli {

// Completes a command whose options are read; a Usage when something is missing or too much.
// `name` is the command's: some share a function.
using TakeWords = void (*)(Command& command, const Values& words, const std::string& name);

void take_login(Command& command, const Values& words, const std::string& name);
void take_preflight(Command& command, const Values& words, const std::string& name);
void take_targets(Command& command, const Values& words, const std::string& name);
void take_receivers(Command& command, const Values& words, const std::string& name);
void take_resume(Command& command, const Values& words, const std::string& name);
void take_report(Command& command, const Values& words, const std::string& name);
void take_compare(Command& command, const Values& words, const std::string& name);
void take_page(Command& command, const Values& words, const std::string& name);
void take_saml(Command& command, const Values& words, const std::string& name);
void take_rehearse(Command& command, const Values& words, const std::string& name);
void take_code(Command& command, const Values& words, const std::string& name);
void take_configuration(Command& command, const Values& words, const std::string& name);
void take_shell(Command& command, const Values& words, const std::string& name);
// Of a command without any: the parser refuses them.
void take_none(Command& command, const Values& words, const std::string& name);

}  // namespace flexverify::cli
