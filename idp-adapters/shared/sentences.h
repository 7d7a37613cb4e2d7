// The words of a page, sentence by sentence: what one says is not said by its neighbour.
#pragma once

#include <string_view>
#include <vector>

namespace flexverify::idp {

// Views into `words`, ended by ".", "!", "?" or a line's end.
[[nodiscard]] std::vector<std::string_view> sentences(std::string_view words);

// A code was sent to a telephone or an address: an authenticator app's would be refused.
[[nodiscard]] bool says_code_was_sent(std::string_view words);

}  // namespace flexverify::idp
