#include "verifier/oauth/authorize.h"

#include <array>

#include "verifier/web/query.h"

namespace flexverify::oauth {
namespace {

std::string first_of(const std::string& query, std::string_view one, std::string_view other) {
  if (auto value = web::query_value(query, one)) return *value;
  return web::query_value(query, other).value_or("");
}

bool is_at(const web::Url& url, const std::string& endpoint, std::string_view path) {
  const auto base = web::parse_url(endpoint);
  return base && web::same_origin(url, *base) && url.path == path;
}

}  // namespace

std::optional<web::Url> authorize_url(const std::string& address, const std::string& sso_profile,
                                      const std::string& redirect_url, const LoginKeys& keys) {
  const std::array<web::NameValue, 5> parameters = {{{"codeChallenge", keys.challenge},
                                                     {"nonce", keys.nonce},
                                                     {"redirectUrl", redirect_url},
                                                     {"ssoProfileSid", sso_profile},
                                                     {"state", keys.state}}};
  return web::parse_url(address + "?" + web::serialize_query(parameters));
}

std::optional<AuthorizeFacts> read_authorize_url(const web::Url& url,
                                                 const model::Endpoints& endpoints) {
  if (!is_at(url, endpoints.services, "/v1/Flex/Authorize") &&
      !is_at(url, endpoints.login, "/authorize"))
    return std::nullopt;
  const std::string query = url.query.value_or("");
  return AuthorizeFacts{.sso_profile = first_of(query, "ssoProfileSid", "connection"),
                        .redirect_url = first_of(query, "redirectUrl", "redirect_uri"),
                        .state = web::query_value(query, "state").value_or("")};
}

}  // namespace flexverify::oauth
