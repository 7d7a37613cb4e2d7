#include "verifier/serve/http_message.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "verifier/base/text.h"
#include "verifier/web/query.h"

namespace flexverify::serve {
namespace {

constexpr std::string_view kEndOfHead = "\r\n\r\n";

std::string_view reason(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 303:
      return "See Other";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 503:
      return "Service Unavailable";
    default:
      return "";  // RFC 9112 4: it may be empty
  }
}

// Of the first of that name; "" when there is none.
std::string_view field(std::string_view head, std::string_view name) {
  for (std::string_view line : base::split(head, '\n')) {
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos && base::equals_ignoring_case(line.substr(0, colon), name))
      return base::trim(line.substr(colon + 1));
  }
  return "";
}

// nullopt: it is no length, or one that is not taken.
std::optional<std::size_t> body_length(std::string_view head) {
  const std::string_view text = field(head, "Content-Length");
  std::size_t length = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
  if (text.empty()) return 0;
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return length;
}

void add_pairs(std::string_view text, HttpRequest& request) {
  for (auto& pair : web::parse_query(text)) request.query.push_back(std::move(pair));
}

// "GET /path?query HTTP/1.1"
std::optional<HttpRequest> read_line(std::string_view line) {
  const auto words = base::split(line, ' ');
  if (words.size() != 3 || !words[1].starts_with('/')) return std::nullopt;
  HttpRequest request;
  request.method = words[0];
  const std::size_t mark = words[1].find('?');
  request.path = web::percent_decode(words[1].substr(0, mark));
  if (mark != std::string_view::npos) add_pairs(words[1].substr(mark + 1), request);
  return request;
}

}  // namespace

ParsedRequest parse_request(std::string_view bytes) {
  const std::size_t end = bytes.find(kEndOfHead);
  if (std::min(end, bytes.size()) > kMostHead) return BadRequest{431};
  if (end == std::string_view::npos) return NotWhole{};
  const std::string_view head = bytes.substr(0, end);
  const std::string_view line = head.substr(0, head.find('\r'));
  auto request = read_line(line);
  if (!request || head.find('\0') != std::string_view::npos) return BadRequest{400};
  if (!line.ends_with(" HTTP/1.1") && !line.ends_with(" HTTP/1.0")) return BadRequest{505};
  if (!field(head, "Transfer-Encoding").empty()) return BadRequest{501};
  const auto length = body_length(head);
  if (!length) return BadRequest{400};
  if (*length > kMostBody) return BadRequest{413};
  const std::string_view body = bytes.substr(end + kEndOfHead.size());
  if (body.size() < *length) return NotWhole{};
  request->host = field(head, "Host");
  request->authorization = field(head, "Authorization");
  if (field(head, "Content-Type").starts_with("application/x-www-form-urlencoded"))
    add_pairs(body.substr(0, *length), *request);
  return *std::move(request);
}

std::string response_head(const HttpReply& reply) {
  std::string bytes = fmt::format("HTTP/1.1 {} {}\r\n", reply.status, reason(reply.status));
  for (const auto& [name, value] : reply.headers) bytes += name + ": " + value + "\r\n";
  bytes += fmt::format("Content-Type: {}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                       reply.type, reply.body.size());
  return bytes;
}

std::string_view response_body(const HttpReply& reply, std::string_view method) {
  return method == "HEAD" ? std::string_view() : std::string_view(reply.body);
}

}  // namespace flexverify::serve
