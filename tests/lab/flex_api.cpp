// flex-api.twilio: the public configuration, and what the Flex page asks for with its token.
#include "tests/lab/hosts.h"
#include "tests/lab/pages.h"
#include "verifier/base/encoding.h"
#include "verifier/base/text.h"

namespace flexverify::lab {
namespace {

using base::Json;

constexpr std::string_view kUiVersion = "2.17.1";

Reply public_configuration(World& world, const Request& request) {
  const std::string domain = request.parameter("RuntimeDomain");
  const std::string sid = request.parameter("AccountSid");
  Json::Array list;
  for (const Account& account : world.accounts) {
    if (account.runtime_domain + ".twil.io" != domain && account.sid != sid) continue;
    Json entry;
    entry.set("account_sid", account.sid)
        .set("runtime_domain", account.runtime_domain + ".twil.io")
        .set("public_attributes", Json(Json::Object{}))
        .set("url", world.origin(kFlexApiHost) + "/v1/Configuration/Public");
    list.push_back(std::move(entry));
  }
  if (list.empty() || world.faults.discovery == DiscoveryFault::UnknownDomain)
    return api_error(404, 20404, "The requested resource was not found");
  Json body;
  body.set("configurations", Json(std::move(list))).set("meta", Json(Json::Object{}));
  return json(200, body);
}

// The token of "Basic token:<token>", "" without one.
std::string basic_token(const Request& request) {
  constexpr std::string_view scheme = "Basic ";
  constexpr std::string_view user = "token:";
  const std::string header = request.header("Authorization");
  if (!header.starts_with(scheme)) return "";
  const auto pair = base::base64_decode(std::string_view(header).substr(scheme.size()));
  return pair && pair->starts_with(user) ? pair->substr(user.size()) : "";
}

Reply not_authenticated() { return api_error(401, 20003, "Authenticate"); }

Reply token_info(World& world, const Request& request, const std::string& account) {
  const std::string token = value_of(request.form(), "Token");
  const auto session = world.tokens.find(token);
  if (!session || basic_token(request) != token) return not_authenticated();
  if (account != session->account_sid && world.faults.exchange != ExchangeFault::OtherAccount)
    return api_error(403, 20004, "The token belongs to another account");
  Json body;
  if (world.faults.api == ApiFault::TokenInvalid) {
    body.set("valid", false).set("code", 20101).set("message", "Invalid Access Token");
    return json(200, body);
  }
  Json::Array roles;
  for (const std::string& role : session->person.roles) roles.emplace_back(role);
  body.set("valid", true)
      .set("expiration", base::format_rfc3339(now() + std::chrono::hours(1)))
      .set("identity", flex_identity(session->person.email))
      .set("realm_user_id", session->person.name_id)
      .set("roles", Json(std::move(roles)))
      .set("worker_sid", "WK" + std::string(32, '1'));
  return json(200, body);
}

Reply configuration(World& world, const Request& request) {
  const auto session = world.tokens.find(basic_token(request));
  if (!session) return not_authenticated();
  if (world.faults.api == ApiFault::ConfigurationForbidden)
    return api_error(403, 20403, "Forbidden");
  const Account* account = world.account(session->account_sid);
  Json body;
  body.set("account_sid", session->account_sid)
      .set("flex_service_instance_sid", "IS" + std::string(32, '1'))
      .set("flex_instance_sid", "GO" + session->account_sid.substr(2))
      .set("taskrouter_workspace_sid", "WS" + std::string(32, '1'))
      .set("ui_version", kUiVersion)
      .set("runtime_domain", account == nullptr ? "" : account->runtime_domain + ".twil.io")
      .set("status", "ok");
  return json(200, body);
}

}  // namespace

Reply flex_api_host(World& world, const Request& request) {
  const bool get = request.method == "GET";
  if (get && request.path == "/v1/Configuration/Public")
    return public_configuration(world, request);
  if (get && request.path == "/v1/Configuration") return configuration(world, request);
  const auto parts = base::split(request.path, '/');  // "", "v1", "Accounts", AC…, "Tokens", "Info"
  if (!get && parts.size() == 6 && parts[2] == "Accounts" && parts[5] == "Info")
    return token_info(world, request, std::string(parts[3]));
  return api_error(404, 20404, "The requested resource was not found");
}

}  // namespace flexverify::lab
