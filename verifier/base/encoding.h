// Base64, hexadecimal and raw inflate. None of these allocates more than its stated bound.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace flexverify::base {

[[nodiscard]] std::string base64_encode(std::string_view bytes);
// RFC 4648 section 5, without padding.
[[nodiscard]] std::string base64url_encode(std::string_view bytes);
// Accepts both alphabets, white space anywhere and missing padding, as browsers and SAML
// libraries do; nullopt for anything else.
[[nodiscard]] std::optional<std::string> base64_decode(std::string_view text);
[[nodiscard]] std::string hex_encode(std::string_view bytes);  // lower case

// RFC 1951, no header (the HTTP-Redirect binding). nullopt when the data is bad or would grow
// beyond `limit` bytes.
[[nodiscard]] std::optional<std::string> inflate_raw(std::string_view bytes, std::size_t limit);
enum class Wrapping { None, GzipOrZlib };
// What comes out of the beginning of the bytes, at most `limit`: they may be cut off or no deflated
// data at all.
[[nodiscard]] std::string inflate_beginning(std::string_view bytes, Wrapping wrapping,
                                            std::size_t limit);
[[nodiscard]] std::string deflate_raw(std::string_view bytes);

}  // namespace flexverify::base
