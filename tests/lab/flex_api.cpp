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

Reply not_authenticated() { return api_error(401, 20003, "Authenticate"); }

constexpr std::string_view kWorker = "WK";

Json facts_of(const World& world, const FlexSession& session) {
  const ApiFault fault = world.faults.api;
  Json::Array roles;
  for (const std::string& role : session.person.roles) roles.emplace_back(role);
  if (fault == ApiFault::InfoOtherRoles) roles.emplace_back("admin");
  const bool other = fault == ApiFault::InfoOtherIdentity;
  const int hours = fault == ApiFault::InfoExpired ? -1 : 1;
  Json body;
  body.set("valid", true)
      .set("expiration", base::format_rfc3339(now() + std::chrono::hours(hours)))
      .set("identity", other ? "somebody_2Eelse" : flex_identity(session.person.email))
      .set("realm_user_id", session.person.name_id)
      .set("roles", Json(std::move(roles)))
      .set("worker_sid",
           std::string(kWorker) + std::string(32, fault == ApiFault::InfoOtherWorker ? '2' : '1'));
  if (fault == ApiFault::InfoOtherAccount) body.set("account_sid", "AC" + std::string(32, '9'));
  if (fault == ApiFault::InfoErrorBeside) body.set("code", 45003).set("message", "not allowed");
  return body;
}

Json not_valid() {
  Json body;
  body.set("valid", false).set("code", 20101).set("message", "Invalid Access Token");
  return body;
}

Reply token_info(World& world, const Request& request, const std::string& account) {
  const std::string token = value_of(request.form(), "Token");
  const auto session = world.tokens.find(token);
  if (!session || basic_token(request) != token) return not_authenticated();
  if (account != session->account_sid && world.faults.exchange != ExchangeFault::OtherAccount)
    return api_error(403, 20004, "The token belongs to another account");
  if (world.faults.api == ApiFault::InfoEmpty) return json(201, Json(Json::Object{}));
  const bool invalid = world.faults.api == ApiFault::TokenInvalid ||
                       world.faults.legacy == LegacyFault::TokenInvalid;
  return json(200, invalid ? not_valid() : facts_of(world, *session));
}

Json attributes_of_ui(ApiFault fault) {
  Json attributes(Json::Object{});
  if (fault != ApiFault::UiCompatibilityAbsent)
    attributes.set("version_compatibility", fault == ApiFault::UiIncompatible ? "no" : "yes");
  return attributes;
}

Json configuration_of(const World& world, const FlexSession& session) {
  const ApiFault fault = world.faults.api;
  const Account* account = world.account(session.account_sid);
  const bool other = fault == ApiFault::ConfigurationOtherAccount;
  Json body;
  body.set("account_sid", other ? "AC" + std::string(32, '9') : session.account_sid)
      .set("flex_service_instance_sid", "IS" + std::string(32, '1'))
      .set("flex_instance_sid", "GO" + session.account_sid.substr(2))
      .set("date_created", "2024-01-01T00:00:00Z")  // Flex UI reads both as dates
      .set("date_updated", "2026-01-01T00:00:00Z")
      .set("ui_version", world.faults.ui_version.empty() ? kUiVersion : world.faults.ui_version)
      .set("ui_attributes", attributes_of_ui(fault))
      .set("runtime_domain", account == nullptr ? "" : account->runtime_domain + ".twil.io")
      .set("status", fault == ApiFault::ConfigurationNotOk ? "inprogress" : "ok");
  if (fault != ApiFault::ConfigurationNoWorkspace)
    body.set("taskrouter_workspace_sid", "WS" + std::string(32, '1'));
  if (fault == ApiFault::ConfigurationError)
    body.set("code", 45600).set("message", "An internal server error has occurred");
  return body;
}

Reply configuration(World& world, const Request& request) {
  const auto session = world.tokens.find(basic_token(request));
  if (!session) return not_authenticated();
  if (world.faults.api == ApiFault::ConfigurationForbidden)
    return api_error(403, 20403, "Forbidden");
  if (world.faults.api == ApiFault::ConfigurationEmpty) return json(200, Json(Json::Object{}));
  return json(200, configuration_of(world, *session));
}

}  // namespace

std::string basic_token(const Request& request) {
  constexpr std::string_view scheme = "Basic ";
  constexpr std::string_view user = "token:";
  const std::string header = request.header("Authorization");
  if (!header.starts_with(scheme)) return "";
  // Flex UI 2.17 writes a bracket behind it, and Twilio takes that.
  std::string_view encoded = std::string_view(header).substr(scheme.size());
  if (encoded.ends_with(')')) encoded.remove_suffix(1);
  const auto pair = base::base64_decode(encoded);
  return pair && pair->starts_with(user) ? pair->substr(user.size()) : "";
}

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
