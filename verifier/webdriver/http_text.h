// HTTP/1.1 as the catcher needs it (RFC 9112): a whole request out of bytes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace flexverify::webdriver {

inline constexpr std::size_t kMostHead = std::size_t{64} * 1024;
inline constexpr std::size_t kMostBody = std::size_t{4} * 1024 * 1024;

struct HttpText {
  std::string method;
  std::string target;  // "/login/callback?connection=JQ…"
  std::string origin;  // the header, "" when absent
  std::string body;
};
enum class Wholeness { MoreToCome, Whole, Bad };

// Reads a request from the beginning of `bytes` into `request`.
[[nodiscard]] Wholeness read_request(std::string_view bytes, HttpText& request);
// "HTTP/1.1 200 OK …": closes the connection; nothing of it may be kept or run but `body`.
[[nodiscard]] std::string response_text(int status, std::string_view body);

}  // namespace flexverify::webdriver
