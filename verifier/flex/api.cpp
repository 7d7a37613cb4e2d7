#include "verifier/flex/api.h"

#include "verifier/base/check.h"
#include "verifier/base/encoding.h"
#include "verifier/base/text.h"
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

bool is_success(const web::Response& response) {
  return response.status >= 200 && response.status < 300;
}

web::Headers headers_of(const Caller& caller) {
  web::Headers headers = {{"X-Flex-JWE", caller.token}};
  if (!caller.ui_version.empty()) headers.push_back({"X-Flex-Version", caller.ui_version});
  return headers;
}

std::string compatibility_in(const base::Json& reply) {
  const base::Json* value = reply.find_path({"ui_attributes", "version_compatibility"});
  return value == nullptr || value->string() == nullptr ? "" : *value->string();
}

std::optional<Unusable> doubt_about(const base::Json& reply) {
  if (const auto number = model::error_number(reply))
    return Unusable{"code " + std::to_string(*number), "a configuration without an error number"};
  if (reply.text("taskrouter_workspace_sid").empty())
    return Unusable{"no taskrouter_workspace_sid", "taskrouter_workspace_sid"};
  if (const std::string status = reply.text("status"); status != "ok")
    return Unusable{"status \"" + base::printable(status, 40) + "\"", "status \"ok\""};
  return std::nullopt;
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

std::variant<model::TokenFacts, Unconfirmed> read_token_info(const web::Response& response) {
  const auto reply = base::parse_json(response.body);
  if (!is_success(response) || !reply || reply->object() == nullptr)
    return Unconfirmed{base::printable(response.body, 120)};
  const base::Json* valid = reply->find("valid");
  if (model::error_number(*reply)) return Unconfirmed{"an error number beside the facts"};
  if (valid != nullptr && !valid->is_null() && valid->boolean() != true)
    return Unconfirmed{"valid is " + base::printable(base::dump_json(*valid), 20)};
  auto facts = model::read_token_facts(*reply);
  if (const auto* malformed = std::get_if<model::MalformedReply>(&facts))
    return Unconfirmed{malformed->what};
  return std::get<model::TokenFacts>(std::move(facts));
}

web::Request configuration(const model::Endpoints& endpoints, const std::string& ui_version,
                           const std::string& token) {
  web::Request request = fetch(endpoints.flex_api + "/v1/Configuration");
  // Flex UI 2.17 always sends it, and does not know its own.
  const web::NameValue version{"UiVersion", ui_version.empty() ? "undefined" : ui_version};
  request.url.query = web::serialize_query(std::span(&version, 1));
  request.headers = {basic_token(token)};
  return request;
}

std::variant<Configuration, Unusable> read_configuration(const web::Response& response) {
  const auto reply = base::parse_json(response.body);
  if (!is_success(response) || !reply || reply->object() == nullptr)
    return Unusable{base::printable(response.body, 120), "200 with the configuration"};
  if (reply->text("account_sid").empty()) return Unusable{"no account_sid", "account_sid"};
  return Configuration{.account_sid = reply->text("account_sid"),
                       .ui_version = reply->text("ui_version"),
                       .version_compatibility = compatibility_in(*reply),
                       .doubt = doubt_about(*reply)};
}

bool lets_the_ui_start(const Configuration& configuration) {
  return configuration.version_compatibility == "yes" ||
         configuration.version_compatibility == "deprecated";
}

web::Request session(const model::Endpoints& endpoints, const Caller& caller) {
  web::Request request = fetch(endpoints.flex + "/api/v1/Session");
  request.headers = headers_of(caller);
  return request;
}

web::Request plugins(web::Url url, const std::vector<std::string>& roles, const Caller& caller) {
  web::Request request = web::get(std::move(url));
  request.mode = web::Mode::Fetch;
  const web::NameValue pair{"roles", base::join(roles, ",")};
  request.url.query = web::serialize_query(std::span(&pair, 1));
  request.headers = headers_of(caller);
  return request;
}

}  // namespace flexverify::flex
