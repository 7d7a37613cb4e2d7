// What was given on the command line or in the environment, before anybody knows what it means.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace flexverify::cli {

// Bad usage: thrown where an argument is read, caught by parse_command_line, as CLI11 does with its
// own errors.
struct Usage {
  std::string text;
};

using Values = std::vector<std::string>;
enum class Arity { Flag, One, Many };

// One option.
struct Given {
  Arity arity = Arity::One;
  Values values;        // empty: not given
  std::string spelled;  // "--idp" or "FLEXVERIFY_IDP"
};
[[nodiscard]] const std::string& value_of(const Given& given);
// "0", "false", "no", "off": what the environment says to take a flag back.
[[nodiscard]] bool is_no(const Given& given);
// The word, when it is one of these; else a Usage with the nearest of them.
[[nodiscard]] std::string one_of(const std::string& word, std::span<const std::string_view> words,
                                 const std::string& spelled);

// One command's options by name ("--idp"), and its positional arguments.
struct Arguments {
  std::map<std::string, Given, std::less<>> options;
  Values words;
};

// The variables of the process.
struct Environment {
  std::function<const char*(const char*)> value;
  std::vector<std::string> names;
};

// Looks for the options that were not given as FLEXVERIFY_<OPTION>; one that may be repeated holds
// its values there separated by white space.
void read_environment(Arguments& arguments, const Environment& environment);
// FLEXVERIFY_<OPTION> of an option.
[[nodiscard]] std::string environment_name(std::string_view option);

}  // namespace flexverify::cli
