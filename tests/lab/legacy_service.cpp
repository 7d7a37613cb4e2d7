// iam.twilio: the legacy service provider, in the manner of java-saml.
#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "tests/lab/acs.h"
#include "tests/lab/hosts.h"
#include "tests/lab/pages.h"
#include "tests/lab/roles.h"
#include "verifier/base/encoding.h"
#include "verifier/base/text.h"
#include "verifier/web/url.h"

namespace flexverify::lab {
namespace {

using base::Json;

constexpr std::string_view kPassword = "urn:oasis:names:tc:SAML:2.0:ac:classes:Password";
constexpr std::string_view kEmail = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";

Reply no_connection() {
  return api_error(403, 70251, "no valid certificate for identity realm JB" + std::string(32, '1'));
}

// 70004 with a prompt for basic authentication, as the real service answers.
Reply refused(std::string_view why) {
  Reply reply = api_error(401, 70004, fmt::format("Authentication failed: {}", why));
  reply.headers.emplace_back("WWW-Authenticate", "Basic realm=\"Twilio API\"");
  return reply;
}

std::string authn_request(const World& world, const Connection& connection, const std::string& id) {
  return fmt::format(
      R"(<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="{}" Version="2.0" )"
      R"(IssueInstant="{}" Destination="{}" )"
      R"(ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" )"
      R"(AssertionConsumerServiceURL="{}">)"
      R"(<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">{}</saml:Issuer>)"
      R"(<samlp:NameIDPolicy Format="{}" AllowCreate="true"/>)"
      R"(<samlp:RequestedAuthnContext Comparison="exact"><saml:AuthnContextClassRef )"
      R"(xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">{}</saml:AuthnContextClassRef>)"
      R"(</samlp:RequestedAuthnContext></samlp:AuthnRequest>)",
      id, base::format_rfc3339(now()), base::html_escape(connection.provider.sso_url),
      base::html_escape(world.acs_url(connection)), base::html_escape(world.entity_id(connection)),
      kEmail, kPassword);
}

// A legacy connection trusts domains (Twilio's error 70002 speaks of one): Flex UI names the page's
// whole address, which for hosted Flex holds the runtime domain.
bool is_trusted(const World& world, const Connection& connection, const std::string& text) {
  if (world.faults.legacy == LegacyFault::UntrustedDestination) return false;
  const auto url = web::parse_url(text);
  return url && std::ranges::any_of(connection.trusted_urls, [&](const std::string& trusted) {
           const auto other = web::parse_url(trusted);
           return other && web::same_origin(*other, *url);
         });
}

Reply authenticate(World& world, const Connection& connection, const Request& request) {
  const auto body = base::parse_json(request.body);
  const auto products = body ? body->texts("products") : std::vector<std::string>{};
  if (std::find(products.begin(), products.end(), "flex") == products.end())
    return api_error(400, 20001, "products is required");
  const std::string destination = body->text("resource");
  if (!is_trusted(world, connection, destination))
    return api_error(400, 70002, "The destination domain is not authorized: " + destination);
  const std::string id = "ONELOGIN_" + base::hex_encode(base::random_bytes(18));
  const std::string relay_state =
      world.legacy_transactions.put({connection.account_sid, id, destination},
                                    base::base64_encode(base::random_bytes(60)) + "+/");
  Json answer;
  answer.set("location", with_query(connection.provider.sso_url,
                                    {{"SAMLRequest", base::base64_encode(base::deflate_raw(
                                                         authn_request(world, connection, id)))},
                                     {"RelayState", relay_state}}));
  return json(world.faults.legacy == LegacyFault::AuthenticateCreated ? 201 : 200, answer);
}

Reply to_page(World& world, const LegacyTransaction& transaction, const Person& person) {
  std::string token = make_token() + "." + random_name(1800);  // longer than many servers take
  token = world.tokens.put({transaction.account_sid, person}, std::move(token));
  const LegacyFault fault = world.faults.legacy;
  const int hours = fault == LegacyFault::ExpiredToken ? -1 : 1;
  std::vector<web::NameValue> query;
  if (fault != LegacyFault::NoToken) query.emplace_back("Token", token);
  if (fault != LegacyFault::NoIdentity) query.emplace_back("Identity", flex_identity(person.email));
  if (fault != LegacyFault::NoExpiration)
    query.emplace_back("Expiration", base::format_rfc3339(now() + std::chrono::hours(hours)));
  for (const std::string& role : person.roles) query.emplace_back("Roles", role);
  const bool astray = fault == LegacyFault::OtherPlace;
  return redirect(
      with_query(astray ? world.origin(kStagingHost) + "/" : transaction.destination, query), 303);
}

Reply acs(World& world, const Connection& connection, const Request& request) {
  if (world.faults.login == LoginFault::AcsError) return api_error(500, 20500, "Internal error");
  const auto form = request.form();
  std::optional<LegacyTransaction> transaction;
  if (const std::string relay_state = value_of(form, "RelayState"); !relay_state.empty())
    transaction = world.legacy_transactions.take(relay_state);
  else if (const std::string url = world.default_redirect(connection); !url.empty())
    transaction = LegacyTransaction{connection.account_sid, "", url};
  else
    return refused("Default redirect URL of IdP-initiated logins is not configured");
  if (!transaction || transaction->account_sid != connection.account_sid)
    return refused("RelayState is not the one that was sent");
  const std::string message = value_of(form, "SAMLResponse");
  auto accepted = accept_response(world, connection, transaction->request_id, message);
  if (const auto* refusal = std::get_if<sp::Refused>(&accepted)) return refused(refusal->why);
  const Person& person = std::get<Person>(accepted);
  if (person.email.empty() || person.full_name.empty() || person.roles.empty())
    return api_error(400, 70252, "attributes are missing: email, full_name and roles");
  if (!std::any_of(person.roles.begin(), person.roles.end(), is_flex_role))
    return api_error(400, 70253, "invalid user grants");
  return to_page(world, *transaction, person);
}

Reply validate(World& world, const Request& request) {
  const auto body = base::parse_json(request.body);
  const std::string token = body ? body->text("token") : "";
  if (token.empty() || basic_token(request) != token) return api_error(401, 20003, "Authenticate");
  const auto session = world.tokens.find(token);
  Json answer;
  if (!session || world.faults.legacy == LegacyFault::TokenInvalid) {
    answer.set("valid", false).set("code", 20101).set("message", "Invalid Access Token");
    return json(200, answer);
  }
  Json::Array roles;
  for (const std::string& role : session->person.roles) roles.emplace_back(role);
  answer.set("valid", true)
      .set("expiration", base::format_rfc3339(now() + std::chrono::hours(1)))
      .set("realm_user_id", session->person.name_id)
      .set("identity", flex_identity(session->person.email))
      .set("roles", Json(std::move(roles)))
      .set("worker_sid", "WK" + std::string(32, '1'));
  return json(200, answer);
}

}  // namespace

// "/Accounts/AC…/authenticate", "/Accounts/AC…/saml2", "/Accounts/AC…/Tokens/validate"
Reply legacy_service(World& world, const Request& request, std::string_view path) {
  const auto parts = base::split(path, '/');
  if (request.method != "POST" || parts.size() < 4 || parts[1] != "Accounts")
    return api_error(404, 20404, "The requested resource was not found");
  const Connection* connection = world.legacy_connection(parts[2]);
  if (connection == nullptr || world.faults.legacy == LegacyFault::NoConnection ||
      world.faults.legacy == LegacyFault::ConsoleClosed)
    return no_connection();
  if (parts[3] == "authenticate") return authenticate(world, *connection, request);
  if (parts[3] == "saml2") return acs(world, *connection, request);
  if (parts.size() == 5 && parts[4] == "validate") return validate(world, request);
  return api_error(404, 20404, "The requested resource was not found");
}

Reply iam_host(World& world, const Request& request) {
  constexpr std::string_view kVersion = "/v1";
  const std::string_view path = request.path;
  if (world.faults.legacy == LegacyFault::PreviewOnly || !path.starts_with(kVersion))
    return api_error(404, 20404, "The requested resource was not found");
  return legacy_service(world, request, path.substr(kVersion.size()));
}

}  // namespace flexverify::lab
