// The words of a page, sentence by sentence: what one says is not said by its neighbour.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace flexverify::idp {

// Views into `words`, ended by ".", "!", "?" or a line's end.
[[nodiscard]] std::vector<std::string_view> sentences(std::string_view words);

// Whether one of the keys stands anywhere in the text, in any case; "" is no key.
[[nodiscard]] bool has_one(std::string_view words, std::span<const std::string_view> keys);

// A code was sent to a telephone or an address: an authenticator app's would be refused.
[[nodiscard]] bool says_code_was_sent(std::string_view words);

// A code was right, and was used before: the next one may do.
[[nodiscard]] bool says_code_was_used(std::string_view words);

// A factor is to be set up first: a key or a QR code is shown for an authenticator app to read.
[[nodiscard]] bool says_factor_is_to_be_set_up(std::string_view words);

// The sentence that calls the browser unsupported or too old, in eight languages.
[[nodiscard]] std::optional<std::string_view> says_browser_is_unsupported(std::string_view words);

}  // namespace flexverify::idp
