// Where known values stand in a text, however they are spelled there.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "verifier/model/known_values.h"

namespace flexverify::model {

enum class Spelling { Plain, Encoded };

struct KnownValuePlace {
  std::size_t from, to;  // in the text
  std::size_t value;     // which of the known ones
  Spelling spelling;     // how it is written there
};

// Plain, in escapes of any mixture, in base64 or hexadecimal (once or twice), in UTF-16, deflated.
[[nodiscard]] std::vector<KnownValuePlace> places_of(KnownValues& known, std::string_view text);
// What is looked for besides the value itself: what its own escapes mean, and UTF-16 and Latin-1.
[[nodiscard]] std::vector<std::string> needles_of(std::string_view value);

}  // namespace flexverify::model
