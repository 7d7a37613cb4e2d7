#include "verifier/net/request_headers.h"

#include <string_view>

#include "verifier/base/text.h"
#include "verifier/net/wire_body.h"
#include "verifier/web/cookie_jar.h"

namespace flexverify::net {
namespace {

constexpr std::string_view kUserAgent =
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 "
    "Safari/537.36 flexverify/0.1";
constexpr std::size_t kMaxReferrer = 4096;

std::string_view accept(web::Mode mode) {
  switch (mode) {
    case web::Mode::Navigation:
      return "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    case web::Mode::Subresource:
      return "*/*";
    case web::Mode::Fetch:
    case web::Mode::FetchSameOrigin:
      return "application/json";
  }
  return "*/*";
}

// From TLS to no TLS, nothing about the page is told.
bool is_downgrade(const web::Url& from, const web::Url& to) {
  return web::is_secure_place(from) && !web::is_secure_place(to);
}

// Referrer Policy 8.3, strict-origin-when-cross-origin. "" sends none.
std::string referrer(const web::Request& request) {
  if (!request.initiator || !web::is_http(*request.initiator)) return "";
  web::Url from = *request.initiator;
  if (is_downgrade(from, request.url)) return "";
  from.username.clear();
  from.password.clear();
  const std::string whole = web::to_string(from, web::WithFragment::No);
  const bool shown = web::same_origin(from, request.url) && whole.size() <= kMaxReferrer;
  return shown ? whole : web::origin(from) + "/";
}

// Fetch Standard, "append a request Origin header". "" sends none.
std::string origin_header(const web::Request& request) {
  const bool cross = request.initiator && !web::same_origin(*request.initiator, request.url);
  const bool cors = request.mode == web::Mode::Fetch && cross;
  if (request.method != web::Method::Post && !cors) return "";
  if (!request.initiator) return "null";
  if (!cors && is_downgrade(*request.initiator, request.url)) return "null";
  return web::origin(*request.initiator);
}

}  // namespace

web::Headers wire_headers(const web::Request& request, const std::string& cookies,
                          const std::string& user_agent) {
  const web::Headers own = {
      {"User-Agent", user_agent.empty() ? std::string(kUserAgent) : user_agent},
      {"Accept", std::string(accept(request.mode))},
      {"Content-Type", std::string(content_type(request.body))},
      {"Origin", origin_header(request)},
      {"Referer", referrer(request)},
      {"Accept-Language", "en"}};
  web::Headers headers;
  for (const auto& header : own)
    if (!header.value.empty() && web::find_header(request.headers, header.name) == nullptr)
      headers.push_back(header);
  for (const auto& header : request.headers)  // cookies come out of the jar alone
    if (!base::equals_ignoring_case(header.name, "Cookie")) headers.push_back(header);
  if (!cookies.empty()) headers.push_back({"Cookie", cookies});
  return headers;
}

}  // namespace flexverify::net
