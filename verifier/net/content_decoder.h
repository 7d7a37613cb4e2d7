// Content-Encoding (RFC 9110 8.4): gzip, deflate and br. What nobody knows is taken as it is, as
// browsers do.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

namespace flexverify::net {

enum class DecodingFault {
  TooLarge,  // decoded, it would be larger than permitted
  Broken,
};
// `encodings` in the order in which they were applied. `limit` is that of each decoded text.
[[nodiscard]] std::variant<std::string, DecodingFault> decode_content(std::string body,
                                                                      std::string_view encodings,
                                                                      std::size_t limit);

}  // namespace flexverify::net
