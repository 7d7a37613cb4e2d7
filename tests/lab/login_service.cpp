// login.flex.us1.twilio: an OAuth authorization server that is a SAML service provider.
#include <fmt/core.h>

#include "tests/lab/acs.h"
#include "tests/lab/hosts.h"
#include "tests/lab/pages.h"
#include "verifier/base/encoding.h"
#include "verifier/base/text.h"

namespace flexverify::lab {
namespace {

// Each has a twin for old browsers that misread SameSite=None.
constexpr std::string_view kTransaction = "auth0_transaction";
constexpr std::string_view kSession = "auth0";

std::string twin(std::string_view name) { return std::string(name) + "_compat"; }

std::string cookie_or_twin(const Request& request, std::string_view name) {
  const std::string value = request.cookie(name);
  return value.empty() ? request.cookie(twin(name)) : value;
}

void set_both(Reply& reply, std::string_view name, std::string_view value) {
  set_cookie(reply, name, value, SameSite::None);
  set_cookie(reply, twin(name), value, SameSite::Unstated);
}

Reply error_page(int status, std::string_view what) {
  return html(
      status, "Oops!, something went wrong",
      fmt::format("<h1>Oops!, something went wrong</h1>\n<p>{}</p>", base::html_escape(what)));
}

std::string callback_url(const World& world) {
  return world.origin(kServicesHost) + "/v1/Flex/Authentication/Callback";
}

// "" when the request is as it should be.
std::string authorize_fault(const World& world, const Request& request) {
  if (request.parameter("client_id") != client_id()) return "invalid_request: unknown client";
  if (request.parameter("redirect_uri") != callback_url(world))
    return "invalid_request: callback URL mismatch";
  if (request.parameter("response_type") != "code") return "unsupported_response_type";
  if (request.parameter("code_challenge_method") != "S256" ||
      request.parameter("code_challenge").size() != 43)
    return "invalid_request: PKCE is required";
  if (request.parameter("state").empty()) return "invalid_request: state is required";
  if (world.connection(request.parameter("connection")) == nullptr)
    return "invalid_request: the connection was not found";
  return "";
}

std::string authn_request(const World& world, const Connection& connection, const std::string& id) {
  const LoginFault fault = world.faults.login;
  const std::string stranger = "JQ" + std::string(32, '0');
  const std::string issuer =
      fault == LoginFault::ForeignIssuer ? "urn:flex:" + stranger : world.entity_id(connection);
  const std::string acs = fault == LoginFault::ForeignAcs
                              ? world.origin(kLoginHost) + "/login/callback?connection=" + stranger
                              : world.acs_url(connection);
  return fmt::format(
      R"(<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="{}" Version="2.0" )"
      R"(IssueInstant="{}" Destination="{}" )"
      R"(ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" )"
      R"(AssertionConsumerServiceURL="{}">)"
      R"(<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">{}</saml:Issuer>)"
      R"(</samlp:AuthnRequest>)",
      id, base::format_rfc3339(now()), base::html_escape(connection.provider.sso_url),
      base::html_escape(acs), base::html_escape(issuer));
}

void set_transaction(Reply& reply, const World& world, const std::string& name) {
  if (world.faults.login == LoginFault::LaxCookie)
    set_cookie(reply, kTransaction, name, SameSite::Lax);
  else
    set_both(reply, kTransaction, name);
}

// Transaction, cookie and the way to the identity provider.
Reply begin(World& world, const Request& request, const Connection& connection) {
  LoginTransaction transaction{
      .connection = connection.sid,
      .challenge = request.parameter("code_challenge"),
      .nonce = request.parameter("nonce"),
      .state = request.parameter("state"),
      .request_id = "_" + base::hex_encode(base::random_bytes(16)),
      // Base64 with its three awkward characters: it must come back byte for byte.
      .relay_state = base::base64_encode(base::random_bytes(25)) + "+/"};
  const std::string message = base::base64_encode(
      base::deflate_raw(authn_request(world, connection, transaction.request_id)));
  Reply reply =
      redirect(with_query(connection.provider.sso_url,
                          {{"SAMLRequest", message}, {"RelayState", transaction.relay_state}}));
  set_transaction(reply, world, world.login_transactions.put(std::move(transaction)));
  set_both(reply, "did", random_name());
  return reply;
}

// To the services' callback, with a code.
Reply finish(World& world, const LoginTransaction& transaction, const Person& person) {
  const std::string code = world.grants.put({.connection = transaction.connection,
                                             .challenge = transaction.challenge,
                                             .nonce = transaction.nonce,
                                             .person = person});
  return redirect(with_query(callback_url(world), {{"code", code}, {"state", transaction.state}}));
}

Reply authorize(World& world, const Request& request) {
  if (const std::string fault = authorize_fault(world, request); !fault.empty())
    return error_page(400, fault);
  const Connection& connection = *world.connection(request.parameter("connection"));
  if (world.faults.login == LoginFault::NoIdentityPage)
    return html(200, "Log in", "<p>Choose how to log in.</p>");
  const auto session = world.login_sessions.find(cookie_or_twin(request, kSession));
  if (session && session->connection == connection.sid)
    return finish(world,
                  {.connection = connection.sid,
                   .challenge = request.parameter("code_challenge"),
                   .nonce = request.parameter("nonce"),
                   .state = request.parameter("state"),
                   .request_id = "",
                   .relay_state = ""},
                  session->person);
  return begin(world, request, connection);
}

Reply accept(World& world, const LoginTransaction& transaction, Person person) {
  const std::string resumption = world.resumptions.put(transaction);
  Reply reply = redirect("/authorize/resume?state=" + resumption);  // relative, as Twilio's is
  set_both(reply, kSession, world.login_sessions.put({transaction.connection, std::move(person)}));
  drop_cookie(reply, kTransaction);
  drop_cookie(reply, twin(kTransaction));
  return reply;
}

// A login that the identity provider started: to the default application, with a session.
Reply accept_unasked(World& world, const Connection& connection, const std::string& message) {
  const std::string destination = world.default_redirect(connection);
  if (destination.empty())
    return error_page(400,
                      "Default App for IdP-Initiated is not configured. Make sure to "
                      "configure that from the connection settings.");
  auto accepted = accept_response(world, connection, "", message);
  if (const auto* refused = std::get_if<sp::Refused>(&accepted))
    return error_page(400, refused->why);
  Reply reply = redirect(destination);
  set_both(reply, kSession,
           world.login_sessions.put({connection.sid, std::get<Person>(std::move(accepted))}));
  return reply;
}

Reply acs(World& world, const Request& request) {
  if (world.faults.login == LoginFault::AcsError) return error_page(500, "Internal server error");
  const auto form = request.form();
  const std::string saml_response = value_of(form, "SAMLResponse");
  if (saml_response.empty()) return error_page(400, "SAMLResponse is missing");
  const Connection* connection = world.connection(request.parameter("connection"));
  if (connection == nullptr) return error_page(400, "The connection does not exist");
  if (value_of(form, "RelayState").empty() && sp::is_unasked(saml_response))
    return accept_unasked(world, *connection, saml_response);
  const auto transaction = world.login_transactions.take(cookie_or_twin(request, kTransaction));
  if (!transaction || transaction->connection != connection->sid)
    return error_page(400, "Your login session was not found: cookies may be blocked");
  if (value_of(form, "RelayState") != transaction->relay_state)
    return error_page(400, "RelayState is not the one that was sent");
  auto accepted = accept_response(world, *connection, transaction->request_id, saml_response);
  if (const auto* refused = std::get_if<sp::Refused>(&accepted))
    return error_page(400, refused->why);
  return accept(world, *transaction, std::get<Person>(std::move(accepted)));
}

Reply resume(World& world, const Request& request) {
  const auto session = world.login_sessions.find(cookie_or_twin(request, kSession));
  const auto transaction = world.resumptions.take(request.parameter("state"));
  if (!session || !transaction || session->connection != transaction->connection)
    return error_page(400, "There is nothing to resume");
  return finish(world, *transaction, session->person);
}

}  // namespace

Reply login_host(World& world, const Request& request) {
  const bool get = request.method == "GET";
  if (get && request.path == "/authorize") return authorize(world, request);
  if (get && request.path == "/authorize/resume") return resume(world, request);
  if (request.path == "/login/callback")
    return get ? error_page(405, "The ACS takes POST only") : acs(world, request);
  return not_found();
}

}  // namespace flexverify::lab
