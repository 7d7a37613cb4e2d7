#include "tests/lab/http.h"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>

#include "verifier/base/text.h"

namespace flexverify::lab {

std::string value_of(const std::vector<web::NameValue>& pairs, std::string_view name) {
  const auto found = std::find_if(pairs.begin(), pairs.end(),
                                  [&](const auto& pair) { return pair.first == name; });
  return found == pairs.end() ? "" : found->second;
}

std::string Request::parameter(std::string_view name) const { return value_of(query, name); }

std::string Request::header(std::string_view name) const {
  const auto found = std::find_if(headers.begin(), headers.end(), [&](const auto& header) {
    return base::equals_ignoring_case(header.first, name);
  });
  return found == headers.end() ? "" : found->second;
}

std::string Request::cookie(std::string_view name) const {
  const std::string all = header("Cookie");
  for (const std::string_view part : base::split(all, ';')) {
    const std::string_view pair = base::trim(part);
    const auto equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name)
      return std::string(pair.substr(equals + 1));
  }
  return "";
}

std::vector<web::NameValue> Request::form() const {
  if (!header("Content-Type").starts_with("application/x-www-form-urlencoded")) return {};
  return web::parse_query(body);
}

Reply html(int status, std::string_view title, std::string_view body) {
  return {.status = status,
          .body = fmt::format("<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">"
                              "<title>{}</title></head>\n<body>\n{}\n</body>\n</html>\n",
                              base::html_escape(title), body),
          .headers = {{"Cache-Control", "no-store"}}};
}

Reply json(int status, const base::Json& body) {
  return {.status = status,
          .type = "application/json",
          .body = base::dump_json(body),
          .headers = {{"Cache-Control", "no-store"}}};
}

Reply api_error(int status, int code, std::string_view message) {
  base::Json body;
  body.set("code", code).set("message", message).set("status", status);
  return json(status, body);
}

Reply script(std::string body) {
  return {.status = 200,
          .type = "application/javascript; charset=utf-8",
          .body = std::move(body),
          .headers = {}};
}

Reply redirect(const std::string& location, int status) {
  return {.status = status,
          .type = "text/plain; charset=utf-8",
          .body = "Found. Redirecting",
          .headers = {{"Location", location}, {"Cache-Control", "no-store"}}};
}

Reply not_found() { return html(404, "Not Found", "<h1>Not Found</h1>"); }

void set_cookie(Reply& reply, std::string_view name, std::string_view value, SameSite same_site) {
  std::string cookie = fmt::format("{}={}; Path=/; Secure; HttpOnly", name, value);
  switch (same_site) {
    case SameSite::None:
      cookie += "; SameSite=None";
      break;
    case SameSite::Lax:
      cookie += "; SameSite=Lax";
      break;
    case SameSite::Unstated:
      break;
  }
  reply.headers.emplace_back("Set-Cookie", std::move(cookie));
}

void drop_cookie(Reply& reply, std::string_view name) {
  reply.headers.emplace_back(
      "Set-Cookie",
      fmt::format("{}=; Path=/; Secure; HttpOnly; Expires=Thu, 01 Jan 1970 00:00:00 GMT", name));
}

std::string hex_references(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || std::isalnum(byte) != 0)
      out += c;
    else
      out += fmt::format("&#x{:x};", byte);
  }
  return out;
}

std::string with_query(std::string base, const std::vector<web::NameValue>& pairs) {
  base += base.find('?') == std::string::npos ? '?' : '&';
  return base + web::serialize_query(pairs);
}

}  // namespace flexverify::lab
