// The entry of libFuzzer; FLEXVERIFY_FUZZ names the target.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "tests/fuzz/targets.h"

namespace {
const flexverify::fuzz::Target* chosen = nullptr;
}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  const char* name = std::getenv("FLEXVERIFY_FUZZ");
  chosen = flexverify::fuzz::target_named(name == nullptr ? "" : name);
  if (chosen != nullptr) return 0;
  std::fputs("FLEXVERIFY_FUZZ names no target of tests/fuzz/targets.cpp\n", stderr);
  std::exit(2);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  chosen->read({reinterpret_cast<const char*>(data), size});
  return 0;
}
