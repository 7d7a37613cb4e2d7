// idp.acme: a SAML identity provider with a plain login form.
#include <fmt/core.h>

#include "tests/lab/hosts.h"
#include "tests/lab/idp_pages.h"
#include "tests/lab/pages.h"
#include "tests/lab/saml_message.h"
#include "tests/lab/service_provider/judge.h"
#include "verifier/base/encoding.h"

namespace flexverify::lab {
namespace {

constexpr std::string_view kCookie = "LABIDPSESSION";
constexpr int kMostFailures = 3;

std::optional<Reply> unavailable(const World& world) {
  const IdpFault fault = world.faults.idp;
  if (fault == IdpFault::ServerError)
    return idp_error(500, "The identity provider has a problem of its own.");
  if (fault == IdpFault::InnerRedirect) return redirect(world.origin(kInnerHost) + "/login");
  if (fault == IdpFault::PlainHttp) return redirect("http://login.acme.test/login");
  if (fault != IdpFault::RateLimited) return std::nullopt;
  Reply reply = idp_error(429, "Too many logins from this address.");
  reply.headers.emplace_back("Retry-After", "60");
  return reply;
}

// What the AuthnRequest starts, or an error page.
std::variant<IdpLogin, Reply> read_request(const World& world, const Request& request) {
  const auto message =
      sp::read_authn_request(request.parameter("SAMLRequest"), sp::Binding::Redirect);
  if (!message) return idp_error(400, "The SAMLRequest cannot be read.");
  const Connection* application = world.connection_of_entity(message->issuer);
  if (application == nullptr || world.faults.idp == IdpFault::UnknownApplication)
    return idp_error(403, "Unknown application: no service provider with the entity ID " +
                              message->issuer + " is registered.");
  if (message->acs_url != world.acs_url(*application) &&
      world.faults.login != LoginFault::ForeignAcs)
    return idp_error(403, "The AssertionConsumerServiceURL is not registered.");
  return IdpLogin{.request_id = message->id,
                  .acs_url = message->acs_url,
                  .entity_id = message->issuer,
                  .relay_state = request.parameter("RelayState"),
                  .csrf = random_name(),
                  .authn_context = message->authn_context};
}

// SAML bindings 3.4, which the web browser SSO profile forbids for a response.
Reply by_redirect(const World& world, const IdpLogin& login) {
  const auto xml = base::base64_decode(saml_response(world, login));
  return redirect(with_query(registered_acs_url(world, login),
                             {{"SAMLResponse", base::base64_encode(base::deflate_raw(*xml))},
                              {"RelayState", login.relay_state}}));
}

Reply answer_with_assertion(const World& world, const IdpLogin& login) {
  std::string action = registered_acs_url(world, login);
  if (world.faults.post == PostFault::ForeignHost)
    action = world.origin(kForeignHost) +
             "/login/callback?connection=" + login.entity_id.substr(login.entity_id.rfind(':') + 1);
  if (world.faults.assertion == AssertionFault::ByRedirect) return by_redirect(world, login);
  const bool lost = world.faults.post == PostFault::NoRelayState;
  Reply page = post_page(action, saml_response(world, login), lost ? "" : login.relay_state);
  if (world.faults.post == PostFault::FormAction)
    page.headers.emplace_back("Content-Security-Policy", "form-action 'self'");
  return page;
}

// The user's tile for Flex: nobody asked for this login.
std::variant<IdpLogin, Reply> from_app_link(const World& world, std::string_view connection_sid) {
  const Connection* application = world.connection(connection_sid);
  if (application == nullptr) return idp_error(404, "There is no such application.");
  return IdpLogin{.request_id = "",
                  .acs_url = world.acs_url(*application),
                  .entity_id = world.entity_id(*application),
                  .relay_state = "",
                  .csrf = random_name(),
                  .authn_context = application->kind == ConnectionKind::Legacy
                                       ? "urn:oasis:names:tc:SAML:2.0:ac:classes:Password"
                                       : ""};
}

Reply begin(World& world, const Request& request, std::variant<IdpLogin, Reply> read) {
  if (auto reply = unavailable(world)) return *std::move(reply);
  if (auto* reply = std::get_if<Reply>(&read)) return std::move(*reply);
  IdpLogin& login = std::get<IdpLogin>(read);
  const std::string cookie = request.cookie(kCookie);
  const auto session = world.idp_sessions.find(cookie);
  if (session && !session->username.empty()) return answer_with_assertion(world, login);
  login.session = session ? cookie : world.idp_sessions.put({});
  const std::string name = login.session;
  Reply reply = redirect("/login?state=" + world.idp_logins.put(std::move(login)));
  if (world.faults.idp == IdpFault::UnkeptCookie)
    reply.headers.emplace_back("Set-Cookie",
                               std::string(kCookie) + "=" + name + "; Path=/; SameSite=None");
  else
    set_cookie(reply, kCookie, name, SameSite::Lax);
  return reply;
}

// The login that this browser began.
std::optional<IdpLogin> find_login(const World& world, const Request& request,
                                   const std::string& state) {
  auto login = world.idp_logins.find(state);
  if (!login || login->session.empty() || login->session != request.cookie(kCookie))
    return std::nullopt;
  return login;
}

Reply session_lost() {
  return idp_error(400, "Your login session was not found. Please start again.");
}

Reply show_login(World& world, const Request& request) {
  const std::string state = request.parameter("state");
  const auto login = find_login(world, request, state);
  if (!login) return session_lost();
  return first_page(world, {.state = state, .csrf = login->csrf, .username = "", .error = ""});
}

// "flex-check+7@acme.test" has the mailbox of "flex-check@acme.test": as many accounts as a test
// wants.
std::string mailbox_of(const std::string& username) {
  const std::size_t tag = username.find('+'), at = username.find('@');
  if (tag == std::string::npos || at == std::string::npos || tag > at) return username;
  return username.substr(0, tag) + username.substr(at);
}

bool is_right(const World& world, const std::vector<web::NameValue>& form) {
  return world.faults.idp != IdpFault::PasswordChanged &&
         world.faults.idp != IdpFault::SilentRefusal &&
         mailbox_of(value_of(form, "username")) == world.user.username &&
         value_of(form, "password") == world.user.password;
}

Reply refuse(World& world, const std::string& state, IdpLogin login, const std::string& username) {
  ++login.failures;
  const bool locked = login.failures >= kMostFailures || world.faults.idp == IdpFault::Locked;
  LoginForm form{.state = state,
                 .csrf = login.csrf,
                 .username = username,
                 .error = locked ? "This account is locked. Contact your administrator."
                                 : "The user name or password is not correct."};
  if (world.faults.idp == IdpFault::SilentRefusal) form.error.clear();
  world.idp_logins.change(state, std::move(login));
  return login_page(world, form);
}

Reply admit(World& world, const IdpLogin& login) {
  if (world.faults.idp == IdpFault::NewPassword) return new_password_page();
  if (world.faults.idp == IdpFault::OneTimeCode) return code_page("Enter the code of your app");
  if (world.faults.idp == IdpFault::SentCode)
    return code_page("We have sent a code to +1 555 ***-**42");
  if (world.faults.idp == IdpFault::PortalMenu) return portal_menu();
  if (world.faults.idp == IdpFault::Blocked) return blocked_page();
  world.idp_sessions.change(login.session, {.username = world.user.username});
  return answer_with_assertion(world, login);
}

Reply sign_in(World& world, const Request& request) {
  const auto form = request.form();
  const std::string state = value_of(form, "state");
  const auto login = find_login(world, request, state);
  if (!login) return session_lost();
  if (value_of(form, "csrf") != login->csrf) return idp_error(403, "The form is not ours.");
  // A browser sends the button that was pressed.
  if (value_of(form, "eventId") != "proceed") return idp_error(400, "No button was pressed.");
  const bool locked = login->failures >= kMostFailures || world.faults.idp == IdpFault::Locked;
  if (locked || !is_right(world, form))
    return refuse(world, state, *login, value_of(form, "username"));
  return admit(world, *login);
}

}  // namespace

Reply idp_host(World& world, const Request& request) {
  const bool get = request.method == "GET";
  if (get && request.path == "/sso") return begin(world, request, read_request(world, request));
  constexpr std::string_view kApp = "/app/";
  if (get && request.path.starts_with(kApp))
    return begin(world, request, from_app_link(world, request.path.substr(kApp.size())));
  if (get && request.path == "/metadata")
    return {.type = "application/samlmetadata+xml", .body = idp_metadata(world), .headers = {}};
  if (get && request.path == "/login") return show_login(world, request);
  if (!get && request.path == "/login") return sign_in(world, request);
  if (!get && request.path == "/identify")
    return user_name_page("There is no account with this user name.");
  if (get && request.path == kPortalPath) return html(200, "Portal", "<h1>Your applications</h1>");
  return idp_error(404, "There is no such page.");
}

}  // namespace flexverify::lab
