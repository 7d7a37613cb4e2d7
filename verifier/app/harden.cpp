#include "verifier/app/harden.h"

#include <malloc.h>
#include <openssl/crypto.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "verifier/base/wiping.h"

namespace flexverify::app {
namespace {

void* take(std::size_t size, const char*, int) { return std::malloc(size); }

void wipe_and_free(void* memory, const char*, int) { base::wipe_and_free(memory); }

void* move_and_wipe(void* memory, std::size_t size, const char* file, int line) {
  void* const moved = size == 0 ? nullptr : std::malloc(size);
  if (size != 0 && moved == nullptr) return nullptr;
  if (memory != nullptr && moved != nullptr)
    std::memcpy(moved, memory, std::min(size, ::malloc_usable_size(memory)));
  wipe_and_free(memory, file, line);
  return moved;
}

// Pages are locked when they are used: address space that never is costs nothing. A user without
// the right to lock all has a limit that the next allocation would run into.
void lock_memory() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_MEMLOCK, &limit) == 0 && limit.rlim_cur == RLIM_INFINITY)
    ::mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT);
}

}  // namespace

void keep_memory_private() {
  constexpr rlimit kNone{.rlim_cur = 0, .rlim_max = 0};
  ::setrlimit(RLIMIT_CORE, &kNone);
  ::prctl(PR_SET_DUMPABLE, 0);
  CRYPTO_set_mem_functions(take, move_and_wipe, wipe_and_free);
  lock_memory();
}

}  // namespace flexverify::app
