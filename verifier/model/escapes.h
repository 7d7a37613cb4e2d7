// One escape at the beginning of a text, and what it means.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace flexverify::model {

struct Escape {
  std::size_t length = 0;  // of its spelling; 0: there is none here
  std::string meaning;     // UTF-8, or one byte
};

// "%41", "&#65;", "&#x41;", "&amp;", "\u0041", "\x41", "\n", "\"".
[[nodiscard]] Escape escape_at(std::string_view text);
[[nodiscard]] int hex_digit(char c);  // 99: it is none

}  // namespace flexverify::model
