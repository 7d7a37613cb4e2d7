#include "verifier/flex/api.h"

#include "verifier/base/check.h"
#include "verifier/base/encoding.h"
#include "verifier/web/query.h"

namespace flexverify::flex {
namespace {

web::Request fetch(const std::string& url) {
  auto parsed = web::parse_url(url);
  FV_CHECK(parsed.has_value());  // endpoints are validated with the configuration
  web::Request request = web::get(std::move(*parsed));
  request.mode = web::Mode::Fetch;
  return request;
}

web::Header basic_token(const std::string& token) {
  return {"Authorization", "Basic " + base::base64_encode("token:" + token)};
}

}  // namespace

web::Request token_info(const model::Endpoints& endpoints, const std::string& account_sid,
                        const std::string& token) {
  web::Request request = fetch(endpoints.flex_api + "/v1/Accounts/" + account_sid + "/Tokens/Info");
  request.method = web::Method::Post;
  request.body = web::FormBody{{{"Token", token}}};
  request.headers = {basic_token(token)};
  return request;
}

std::optional<TokenInfo> read_token_info(const web::Response& response) {
  const auto reply = base::parse_json(response.body);
  if (!reply || reply->object() == nullptr) return std::nullopt;
  const base::Json* valid = reply->find("valid");
  const bool says_valid = valid != nullptr ? valid->boolean() == true
                                           : response.status == 200 && reply->find("identity");
  return TokenInfo{.valid = response.status >= 200 && response.status < 300 && says_valid,
                   .identity = reply->text("identity"),
                   .roles = reply->texts("roles"),
                   .worker_sid = reply->text("worker_sid")};
}

web::Request configuration(const model::Endpoints& endpoints, const std::string& ui_version,
                           const std::string& token) {
  web::Request request = fetch(endpoints.flex_api + "/v1/Configuration");
  const web::NameValue version{"UiVersion", ui_version};
  if (!ui_version.empty()) request.url.query = web::serialize_query(std::span(&version, 1));
  request.headers = {basic_token(token)};
  return request;
}

std::optional<Configuration> read_configuration(const web::Response& response) {
  const auto reply = base::parse_json(response.body);
  if (response.status != 200 || !reply || reply->object() == nullptr) return std::nullopt;
  return Configuration{.account_sid = reply->text("account_sid"),
                       .ui_version = reply->text("ui_version")};
}

web::Request session(const model::Endpoints& endpoints, const std::string& token) {
  web::Request request = fetch(endpoints.flex + "/api/v1/Session");
  request.headers = {{"x-flex-jwe", token}};
  return request;
}

web::Request plugins(const model::Endpoints& endpoints, const std::vector<std::string>& roles,
                     const std::string& token) {
  web::Request request = fetch(endpoints.flex + "/plugins");
  std::vector<web::NameValue> pairs;
  for (const std::string& role : roles) pairs.emplace_back("roles", role);
  request.url.query = web::serialize_query(pairs);
  request.headers = {{"x-flex-jwe", token}};
  return request;
}

}  // namespace flexverify::flex
