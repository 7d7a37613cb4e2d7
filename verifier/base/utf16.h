// Files as editors and shells on Windows save them.
#pragma once

#include <string>
#include <string_view>

namespace flexverify::base {

// UTF-16 (with a byte order mark, or beginning with an ASCII character) becomes UTF-8, and the byte
// order mark of UTF-8 is taken off. Anything else stays as it is. An unpaired surrogate becomes
// U+FFFD.
[[nodiscard]] std::string utf8_of_file(std::string_view bytes);

// ISO-8859-1, in which each byte is one character.
[[nodiscard]] std::string utf8_of_latin1(std::string_view bytes);

}  // namespace flexverify::base
