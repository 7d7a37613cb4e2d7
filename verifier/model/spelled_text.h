// A text whose escapes are undone, byte for byte with the place at which each stands: a value is
// looked for in what a spelling means, and taken out where it is spelled.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace flexverify::model {

struct SpelledText {
  std::string bytes;                    // what the spelling means
  std::vector<std::uint32_t> from, to;  // of each byte, in the text that was given

  void push(char byte, std::uint32_t begin, std::uint32_t end);
  void reserve(std::size_t size);
};

// Whether there is anything to undo, or to fold: mostly there is not.
[[nodiscard]] bool may_have_escapes(std::string_view text);
[[nodiscard]] bool may_fold(std::string_view text);
// More like text (also UTF-16) than what bytes become that were never base64.
[[nodiscard]] bool looks_like_text(std::string_view bytes);

[[nodiscard]] SpelledText as_it_stands(std::string_view text);
// Percent-encoding, HTML's character references and the escapes of JSON and JavaScript, mixed and
// one around the other, undone until nothing changes (four times at most).
[[nodiscard]] SpelledText without_escapes(SpelledText text);
// White space and '+' become one space; what no text shows (controls, NUL as in UTF-16, U+FFFD,
// byte order and direction marks) is left out. So are spaces at both ends.
[[nodiscard]] SpelledText folded(const SpelledText& text);
// Characters of a text, by their numbers, that are letters of base64 or hexadecimal.
using Run = std::vector<std::uint32_t>;
enum class Coding { Base64, Hexadecimal };
// What the run means from its character `skip` on, without the places.
[[nodiscard]] std::string decoded(std::string_view text, const Run& run, Coding coding,
                                  std::size_t skip);
// The same with them.
[[nodiscard]] SpelledText decoded_places(const SpelledText& text, const Run& run, Coding coding,
                                         std::size_t skip);
// The runs of base64 letters, each at least eight long; line ends within them are no part.
[[nodiscard]] std::vector<Run> base64_runs(std::string_view text);
// The parts of a run, each at least eight long, between the '+' that stand as such in the text that
// was given; none when there is no such '+'.
[[nodiscard]] std::vector<Run> words_of(const SpelledText& text, const Run& run);

}  // namespace flexverify::model
