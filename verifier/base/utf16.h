// Files as editors and shells on Windows save them.
#pragma once

#include <string>
#include <string_view>

namespace flexverify::base {

// UTF-16 (with a byte order mark, or beginning with an ASCII character) becomes UTF-8, and the byte
// order mark of UTF-8 is taken off. Anything else stays as it is. An unpaired surrogate becomes
// U+FFFD.
[[nodiscard]] std::string utf8_of_file(std::string_view bytes);

enum class ByteOrder { LowFirst, HighFirst };
// Valid UTF-8 as UTF-16, without a byte order mark; "" when it is not valid.
[[nodiscard]] std::string utf16_of(std::string_view utf8, ByteOrder order);

// ISO-8859-1, in which each byte is one character.
[[nodiscard]] std::string utf8_of_latin1(std::string_view bytes);

}  // namespace flexverify::base
