// HTTP/1.1 as the dashboard needs it (RFC 9112): a request out of bytes, bytes out of an answer.
// One request a connection.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include "verifier/serve/http.h"

namespace flexverify::serve {

inline constexpr std::size_t kMostHead = 16 * 1024;
inline constexpr std::size_t kMostBody = 16 * 1024;

struct NotWhole {};  // more bytes are to come
struct BadRequest {
  int status;  // 400, 413, 431, 501, 505
};
using ParsedRequest = std::variant<HttpRequest, NotWhole, BadRequest>;

[[nodiscard]] ParsedRequest parse_request(std::string_view bytes);
// The bytes of an answer are these two, one after the other. HEAD gets no body.
[[nodiscard]] std::string response_head(const HttpReply& reply);
[[nodiscard]] std::string_view response_body(const HttpReply& reply, std::string_view method);

}  // namespace flexverify::serve
