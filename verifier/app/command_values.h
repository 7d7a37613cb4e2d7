// What was given on the command line and in the environment becomes a Command.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "verifier/app/command_line.h"

namespace flexverify::app {

// Bad usage: thrown here, caught by parse_command_line, as CLI11 does with its own errors.
struct Usage {
  std::string text;
};

using Values = std::vector<std::string>;
enum class Arity { Flag, One, Many };

struct Given {
  Arity arity = Arity::One;
  Values values;        // empty: not given
  std::string spelled;  // "--idp" or "FLEXVERIFY_IDP"
};

// One command's options by name ("--idp"), and its positional arguments.
struct Arguments {
  std::map<std::string, Given, std::less<>> options;
  Values words;
};

// Looks for the options that were not given as FLEXVERIFY_<OPTION>.
void read_environment(Arguments& arguments, const Environment& environment);

[[nodiscard]] Command check_command(const Arguments& arguments, const std::string& name);
[[nodiscard]] Command serve_command(const Arguments& arguments, const std::string& name);
[[nodiscard]] Command resume_command(const Arguments& arguments, const std::string& name);
[[nodiscard]] Command report_command(const Arguments& arguments, const std::string& name);
[[nodiscard]] Command compare_command(const Arguments& arguments, const std::string& name);
[[nodiscard]] Command page_command(const Arguments& arguments, const std::string& name);
[[nodiscard]] Command saml_command(const Arguments& arguments, const std::string& name);
[[nodiscard]] Command explain_command(const Arguments& arguments, const std::string& name);
[[nodiscard]] Command codes_command(const Arguments& arguments, const std::string& name);
[[nodiscard]] Command config_check_command(const Arguments& arguments, const std::string& name);
[[nodiscard]] Command init_command(const Arguments& arguments, const std::string& name);
[[nodiscard]] Command completion_command(const Arguments& arguments, const std::string& name);
[[nodiscard]] Command manual_command(const Arguments& arguments, const std::string& name);

}  // namespace flexverify::app
