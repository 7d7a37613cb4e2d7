// FV_CHECK: a condition that only a bug can break. It throws Bug, which run_check turns into the
// finding internal-bug; nothing else catches it.
#pragma once

#include <source_location>
#include <stdexcept>
#include <string>

namespace flexverify::base {

class Bug : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

[[noreturn]] void report_bug(const char* condition,
                             // Where the bug is.
                             std::source_location at = std::source_location::current());

}  // namespace flexverify::base

#define FV_CHECK(condition) \
  ((condition) ? static_cast<void>(0) : ::flexverify::base::report_bug(#condition))
