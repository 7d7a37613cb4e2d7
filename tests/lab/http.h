// What a host of the lab sees of a request, and what it answers. Only server.cpp knows the HTTP
// library.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "verifier/base/json.h"
#include "verifier/web/query.h"

namespace flexverify::lab {

struct Request {
  std::string method;  // "HEAD" comes as "GET"; the server leaves the body out
  enum class Form { Whole, Head } form_of = Form::Whole;
  std::string host = {};  // lower case, without the port
  std::string path = {};  // as sent, still percent-encoded
  std::vector<web::NameValue> query = {};
  std::vector<web::NameValue> headers = {};
  std::string body = {};

  // The first value, or "".
  [[nodiscard]] std::string parameter(std::string_view name) const;
  [[nodiscard]] std::string header(std::string_view name) const;
  [[nodiscard]] std::string cookie(std::string_view name) const;
  // Fields of an application/x-www-form-urlencoded body; none for another type.
  [[nodiscard]] std::vector<web::NameValue> form() const;
};

[[nodiscard]] std::string value_of(const std::vector<web::NameValue>& pairs, std::string_view name);

struct Reply {
  int status = 200;
  std::string type = "text/html; charset=utf-8";
  std::string body;
  std::vector<web::NameValue> headers;
};

[[nodiscard]] Reply html(int status, std::string_view title, std::string_view body);
[[nodiscard]] Reply json(int status, const base::Json& body);
// Twilio's error body: code, message, status.
[[nodiscard]] Reply api_error(int status, int code, std::string_view message);
[[nodiscard]] Reply script(std::string body);
[[nodiscard]] Reply redirect(const std::string& location, int status = 302);
[[nodiscard]] Reply not_found();

enum class SameSite { None, Lax, Unstated };
// Secure and HttpOnly, for this host and every path.
void set_cookie(Reply& reply, std::string_view name, std::string_view value, SameSite same_site);
void drop_cookie(Reply& reply, std::string_view name);

// As some providers write attributes: every ASCII character that is no letter or digit becomes a
// hexadecimal reference ("&#x3a;").
[[nodiscard]] std::string hex_references(std::string_view text);
// "base?a=b&…", or "base&…" when it has a query.
[[nodiscard]] std::string with_query(std::string base, const std::vector<web::NameValue>& pairs);

}  // namespace flexverify::lab
