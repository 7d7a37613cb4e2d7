// services.twilio: discovery, the start of a login, its end, and the exchange of the code.
#include <array>

#include "tests/lab/hosts.h"
#include "tests/lab/pages.h"
#include "verifier/web/url.h"

namespace flexverify::lab {
namespace {

using base::Json;

std::string callback_url(const World& world) {
  return world.origin(kServicesHost) + "/v1/Flex/Authentication/Callback";
}

Json listed(const World& world, const Connection& connection) {
  const bool active = connection.state == ConnectionState::Active &&
                      world.faults.discovery != DiscoveryFault::Inactive;
  Json entry;
  entry.set("account_sid", connection.account_sid)
      .set("instance_sid", "GO" + connection.account_sid.substr(2))
      .set("connection_name", connection.sid)
      .set("client_id", client_id())
      .set("active", active)
      .set("app_type", "SinglePageApp");
  return entry;
}

// Another entry of the same account.
Json listed_beside(const World& world, const Connection& connection, std::string_view app_type) {
  Connection other = connection;
  other.sid = "JQ" + std::string(32, '8');
  Json entry = listed(world, other);
  entry.set("app_type", app_type);
  return entry;
}

// Discovery knows OAuth 2.0 connections only.
bool is_listed(const World& world, const Connection& connection) {
  return connection.kind == ConnectionKind::Enhanced ||
         world.faults.legacy == LegacyFault::ConsoleNotReverted ||
         world.faults.legacy == LegacyFault::ConsoleClosed;
}

void add_entries(const World& world, const Connection& connection, Json::Array& list) {
  if (world.faults.discovery == DiscoveryFault::TwoActive)
    list.push_back(listed_beside(world, connection, "SinglePageApp"));
  if (world.faults.discovery == DiscoveryFault::MobileApp)
    list.push_back(listed_beside(world, connection, "MobileApp"));
  list.push_back(listed(world, connection));
}

Reply discovery(World& world, const Request& request) {
  const std::string account = request.parameter("AccountSid");
  const std::string profile = request.parameter("SSOProfileSid");
  if (account.empty() && profile.empty())
    return api_error(400, 20001, "AccountSid, FlexInstanceSid or SSOProfileSid is required");
  if (world.faults.discovery == DiscoveryFault::Html)
    return html(200, "Network login", "<p>Accept the terms of this network.</p>");
  if (world.faults.discovery == DiscoveryFault::Fails)
    return api_error(500, 20500, "An internal server error has occurred");
  Json::Array list;
  if (world.faults.discovery != DiscoveryFault::Absent)
    for (const Connection& connection : world.connections)
      if (is_listed(world, connection) &&
          (connection.account_sid == account || (account.empty() && connection.sid == profile)))
        add_entries(world, connection, list);
  Json body;
  body.set("config_list", Json(std::move(list)));
  return json(200, body);
}

bool is_trusted(const World& world, const Connection& connection, const std::string& url) {
  if (world.faults.authorize == AuthorizeFault::UntrustedUrl) return false;
  // Character by character: the enhanced connection knows no wildcards.
  for (const std::string& trusted : connection.trusted_urls)
    if (trusted == url) return true;
  return false;
}

// nullopt when everything is there.
std::optional<Reply> authorize_fault(const World& world, const Request& request,
                                     const Connection* connection) {
  switch (world.faults.authorize) {
    case AuthorizeFault::RateLimited: {
      Reply reply = api_error(429, 20429, "Too many requests");
      reply.headers.emplace_back("Retry-After", "30");
      return reply;
    }
    case AuthorizeFault::ServerError:
      return api_error(500, 20500, "An internal server error has occurred");
    case AuthorizeFault::UnknownConnection:
      return api_error(400, 45003, "SSO profile not found");
    case AuthorizeFault::None:
    case AuthorizeFault::UntrustedUrl:
      break;
  }
  // base64url of SHA-256, RFC 7636 4.2.
  if (request.parameter("codeChallenge").size() != 43)
    return api_error(400, 20001, "codeChallenge is missing or malformed");
  if (request.parameter("nonce").empty()) return api_error(400, 20001, "nonce is required");
  if (connection == nullptr) return api_error(400, 45003, "SSO profile not found");
  if (!is_trusted(world, *connection, request.parameter("redirectUrl")))
    return api_error(400, 45002, "The redirect URL is not among the trusted URLs of the profile");
  return std::nullopt;
}

Reply authorize(World& world, const Request& request) {
  const Connection* connection = world.connection(request.parameter("ssoProfileSid"));
  if (auto fault = authorize_fault(world, request, connection)) return *fault;
  const std::string state = world.page_transactions.put(
      {.redirect_url = request.parameter("redirectUrl"), .state = request.parameter("state")});
  return redirect(with_query(world.origin(kLoginHost) + "/authorize",
                             {{"response_type", "code"},
                              {"client_id", client_id()},
                              {"connection", connection->sid},
                              {"redirect_uri", callback_url(world)},
                              {"scope", "openid offline_access profile email"},
                              {"code_challenge", request.parameter("codeChallenge")},
                              {"code_challenge_method", "S256"},
                              {"nonce", request.parameter("nonce")},
                              {"state", state}}));
}

std::vector<web::NameValue> landing_query(const World& world, const Request& request,
                                          const PageTransaction& transaction) {
  std::string state = transaction.state;
  switch (world.faults.callback) {
    case CallbackFault::Error:
      return {{"error", "access_denied"},
              {"error_description", "the login was ended by a rule of the tenant"},
              {"state", state}};
    case CallbackFault::NoCode:
      return {{"state", state}};
    case CallbackFault::OtherState:
      state = random_name();
      break;
    case CallbackFault::None:
    case CallbackFault::OtherPlace:
      break;
  }
  std::vector<web::NameValue> query = {{"code", request.parameter("code")}};
  if (!state.empty()) query.emplace_back("state", state);
  return query;
}

std::string origin_of(const std::string& text) {
  const auto url = web::parse_url(text);
  return url ? web::origin(*url) : "";
}

Reply callback(World& world, const Request& request) {
  const auto transaction = world.page_transactions.take(request.parameter("state"));
  if (!transaction) return api_error(400, 45002, "unknown or used state");
  if (request.parameter("code").empty()) return api_error(400, 45002, "no code");
  std::string to = transaction->redirect_url;
  if (world.faults.callback == CallbackFault::OtherPlace) to = world.origin(kFlexHost) + "/";
  if (auto grant = world.grants.find(request.parameter("code"))) {
    grant->page = origin_of(to);
    world.grants.change(request.parameter("code"), *std::move(grant));
  }
  return redirect(with_query(to, landing_query(world, request, *transaction)));
}

}  // namespace

Reply services_host(World& world, const Request& request) {
  const bool get = request.method == "GET";
  if (get && request.path == "/v1/Flex/Authentication/Config") return discovery(world, request);
  if (get && request.path == "/v1/Flex/Authorize") return authorize(world, request);
  if (get && request.path == "/v1/Flex/Authentication/Callback") return callback(world, request);
  if (!get && request.path == "/v1/Flex/OAuth/Tokens") return exchange_by_services(world, request);
  return api_error(404, 20404, "The requested resource was not found");
}

}  // namespace flexverify::lab
