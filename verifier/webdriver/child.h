// Starting a process that the kernel ends when we end, in a session of its own.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "verifier/base/result.h"

namespace flexverify::webdriver {

struct Child {
  pid_t pid = -1;
  int output = -1;  // its standard output; its owner closes it
  int errors = -1;  // its standard error
};

// Standard input is empty; no other file of ours is open in it, no signal blocked.
[[nodiscard]] base::Result<Child> start_child(const std::vector<std::string>& arguments,
                                              const std::vector<std::string>& environment);
// The program along our PATH; "" when there is none.
[[nodiscard]] std::string find_program(const std::string& name);

}  // namespace flexverify::webdriver
