#include "verifier/net/request_headers.h"

#include <string_view>

#include "verifier/base/text.h"
#include "verifier/net/wire_body.h"
#include "verifier/web/policy_container.h"

namespace flexverify::net {
namespace {

// The platform, by which some policies decide, and our own name. It claims no browser: a server
// would expect that browser's Sec-Fetch and client hint headers and its scripts; Google shows
// unknown agents its pages without scripts, and AD FS offers its list of browsers the Windows
// sign-in.
constexpr std::string_view kUserAgent = "Mozilla/5.0 (X11; Linux x86_64) flexverify/0.1";

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

web::ReferrerPolicy policy_of(const web::Request& request) {
  return request.policies == nullptr ? web::ReferrerPolicy::StrictOriginWhenCrossOrigin
                                     : request.policies->referrer;
}

std::string referrer(const web::Request& request) {
  return request.initiator ? web::referrer(policy_of(request), *request.initiator, request.url)
                           : "";
}

// Fetch Standard, "append a request Origin header". "" sends none.
std::string origin_header(const web::Request& request) {
  const bool cross = request.initiator && !web::same_origin(*request.initiator, request.url);
  const bool cors = request.mode == web::Mode::Fetch && cross;
  if (request.method != web::Method::Post && !cors) return "";
  if (!request.initiator) return "null";
  if (web::has_opaque_origin(request.policies.get())) return "null";
  if (!cors && !web::names_origin(policy_of(request), *request.initiator, request.url))
    return "null";
  return web::origin(*request.initiator);
}

}  // namespace

web::Headers wire_headers(const web::Request& request, const std::string& cookies,
                          const std::string& user_agent) {
  const web::Headers own = {
      {"User-Agent", user_agent.empty() ? std::string(kUserAgent) : user_agent},
      {"Accept", std::string(accept(request.mode))},
      {"Content-Type", content_type(request.body)},
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
