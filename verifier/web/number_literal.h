// Numbers as JavaScript writes them.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "verifier/base/json.h"

namespace flexverify::web {

// How far a number without its sign reaches from the start of the text.
[[nodiscard]] std::size_t number_length(std::string_view text);
// The number without its sign: an integer or a double. nullopt when it is written in a way that is
// not read here (octal, BigInt, "_").
[[nodiscard]] std::optional<base::Json> read_number(std::string_view text);

}  // namespace flexverify::web
