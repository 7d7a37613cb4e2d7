// Words in texts of whatever language.
#pragma once

#include <cstddef>
#include <string_view>

namespace flexverify::base {

// Whether a word begins at this place of a text in lower case. Japanese has no spaces between
// words: its words begin anywhere.
[[nodiscard]] bool begins_word_at(std::string_view lower, std::size_t at);
// Where the key first stands in the text as a word or the beginning of one ("blocked" is not
// "locked"), npos when nowhere. Both in lower case.
[[nodiscard]] std::size_t find_word(std::string_view lower, std::string_view key);
[[nodiscard]] bool begins_a_word(std::string_view lower, std::string_view key);

}  // namespace flexverify::base
