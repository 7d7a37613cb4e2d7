// Characters that a terminal obeys or a person misreads: controls (also C1), line separators, and
// what changes the direction or the width of other text.
#pragma once

#include <cstddef>
#include <string_view>

namespace flexverify::base {

struct UnsafeCharacter {
  char32_t code_point = 0;  // the character itself
  std::size_t length = 0;   // in bytes of UTF-8; 0: the text does not begin with one
};

// Of those that ASCII has, DEL alone: the others are white space or never in valid JSON.
[[nodiscard]] UnsafeCharacter unsafe_at(std::string_view text);

}  // namespace flexverify::base
