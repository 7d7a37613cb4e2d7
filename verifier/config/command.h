// Runs a command for its output: no shell, bounded time and size.
#pragma once

#include <cstddef>
#include <stop_token>
#include <string>
#include <vector>

#include "verifier/base/result.h"
#include "verifier/base/time.h"

namespace flexverify::config {

struct CommandLimits {
  std::size_t output;         // bytes that it may print
  base::Millis time;          // that it may take
  std::stop_token stop = {};  // ends it
};

// Its standard output. Standard input and error are ours, no other file; of our environment it gets
// PATH, HOME and LANG. An Error when it cannot be started,
// ends with another status than 0, goes over a limit, or when `stop` comes first (it is killed
// then).
[[nodiscard]] base::Result<std::string> run_command(const std::vector<std::string>& arguments,
                                                    const CommandLimits& limits);

// Splits a command line into words, as a shell does with quotes and backslashes; nothing is
// expanded. An Error for a quote that does not end, or no word.
[[nodiscard]] base::Result<std::vector<std::string>> split_words(std::string_view line);

}  // namespace flexverify::config
