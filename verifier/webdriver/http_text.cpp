#include "verifier/webdriver/http_text.h"

#include <fmt/core.h>

#include <charconv>

#include "verifier/base/text.h"

namespace flexverify::webdriver {
namespace {

constexpr std::string_view kEndOfHead = "\r\n\r\n";

std::string_view field(std::string_view head, std::string_view name) {
  for (const std::string_view line : base::split(head, '\n')) {
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos && base::equals_ignoring_case(line.substr(0, colon), name))
      return base::trim(line.substr(colon + 1));
  }
  return "";
}

std::optional<std::size_t> length_of_body(std::string_view head) {
  const std::string_view text = field(head, "Content-Length");
  std::size_t length = 0;
  if (text.empty()) return length;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return length;
}

}  // namespace

Wholeness read_request(std::string_view bytes, HttpText& request) {
  const std::size_t end = bytes.find(kEndOfHead);
  if (end == std::string_view::npos)
    return bytes.size() > kMostHead ? Wholeness::Bad : Wholeness::MoreToCome;
  const std::string_view head = bytes.substr(0, end);
  const auto words = base::split(head.substr(0, head.find('\r')), ' ');
  const auto length = length_of_body(head);
  const bool sound = words.size() == 3 && words[1].starts_with('/') && end <= kMostHead;
  if (!sound || !length || *length > kMostBody || !field(head, "Transfer-Encoding").empty())
    return Wholeness::Bad;
  const std::string_view body = bytes.substr(end + kEndOfHead.size());
  if (body.size() < *length) return Wholeness::MoreToCome;
  request = {std::string(words[0]), std::string(words[1]), std::string(field(head, "Origin")),
             std::string(body.substr(0, *length))};
  return Wholeness::Whole;
}

std::string response_text(int status, std::string_view body) {
  return fmt::format(
      "HTTP/1.1 {} \r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n"
      "Cache-Control: no-store\r\nConnection: close\r\n\r\n{}",
      status, body.size(), body);
}

}  // namespace flexverify::webdriver
