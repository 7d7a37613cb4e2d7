// Memory that may have held a secret goes back empty.
#pragma once

#include <malloc.h>

#include <cstdlib>
#include <cstring>

namespace flexverify::base {

// The C library's own wiping, which no compiler leaves out: OpenSSL's goes eight bytes at a time.
inline void wipe_and_free(void* memory) {
  if (memory != nullptr) ::explicit_bzero(memory, ::malloc_usable_size(memory));
  std::free(memory);
}

}  // namespace flexverify::base
