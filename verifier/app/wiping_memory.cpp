// operator new and delete of the program: what is given back is wiped. A secret is copied by many
// on its way (a form, a request body, a reply of an API), and each copy ends here.
#include <cstddef>
#include <cstdlib>
#include <new>

#include "verifier/base/wiping.h"

using flexverify::base::wipe_and_free;

void* operator new(std::size_t size) {
  if (void* const memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
void* operator new[](std::size_t size) { return operator new(size); }
void operator delete(void* memory) noexcept { wipe_and_free(memory); }
void operator delete[](void* memory) noexcept { wipe_and_free(memory); }
void operator delete(void* memory, std::size_t) noexcept { wipe_and_free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { wipe_and_free(memory); }
