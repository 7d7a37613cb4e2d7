#include "verifier/flex/discovery.h"

#include "verifier/base/check.h"
#include "verifier/web/query.h"

namespace flexverify::flex {
namespace {

web::Request fetch(const std::string& url, const web::NameValue& parameter) {
  auto parsed = web::parse_url(url);
  FV_CHECK(parsed.has_value());  // endpoints are validated with the configuration
  web::Request request = web::get(std::move(*parsed));
  request.url.query = web::serialize_query(std::span(&parameter, 1));
  request.mode = web::Mode::Fetch;
  return request;
}

const base::Json::Array* list_in(const base::Json& reply, std::string_view name) {
  const base::Json* list = reply.find(name);
  return list == nullptr ? nullptr : list->array();
}

}  // namespace

web::Request public_configuration(const model::Endpoints& endpoints,
                                  const std::string& runtime_domain) {
  return fetch(endpoints.flex_api + "/v1/Configuration/Public",
               {"RuntimeDomain", runtime_domain + ".twil.io"});
}

std::optional<std::string> read_account_sid(const web::Response& response) {
  const auto reply = base::parse_json(response.body);
  if (response.status != 200 || !reply) return std::nullopt;
  const auto* list = list_in(*reply, "configurations");
  if (list == nullptr || list->empty()) return std::nullopt;
  const std::string sid = list->front().text("account_sid");
  return sid.empty() ? std::nullopt : std::optional(sid);
}

std::vector<Connection> of_the_page(std::vector<Connection> list, const std::string& account_sid) {
  std::erase_if(list, [&](const Connection& one) {
    const bool other_app = !one.app_type.empty() && one.app_type != "SinglePageApp";
    const bool other_account =
        !account_sid.empty() && !one.account_sid.empty() && one.account_sid != account_sid;
    return other_app || other_account;
  });
  return list;
}

web::Request discovery(const model::Endpoints& endpoints, const std::string& account_sid,
                       const std::string& sso_profile) {
  const std::string url = endpoints.services + "/v1/Flex/Authentication/Config";
  if (!account_sid.empty()) return fetch(url, {"AccountSid", account_sid});
  return fetch(url, {"SSOProfileSid", sso_profile});
}

std::optional<std::vector<Connection>> read_discovery(const web::Response& response) {
  const auto reply = base::parse_json(response.body);
  if (!reply) return std::nullopt;
  const auto* list = list_in(*reply, "config_list");
  if (list == nullptr) return std::nullopt;
  std::vector<Connection> connections;
  for (const base::Json& entry : *list) {
    const std::string app = entry.text("app_type");
    if (!app.empty() && app != "SinglePageApp") continue;  // the mobile app's
    const base::Json* active = entry.find("active");
    connections.push_back({.sid = entry.text("connection_name"),
                           .client_id = entry.text("client_id"),
                           .account_sid = entry.text("account_sid"),
                           .app_type = entry.text("app_type"),
                           .active = active != nullptr && active->boolean() == true});
  }
  return connections;
}

}  // namespace flexverify::flex
