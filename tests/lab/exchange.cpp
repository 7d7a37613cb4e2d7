// Both forms of the exchange of the code for a token. A code works once, whatever comes of it.
#include <algorithm>
#include <array>

#include "tests/lab/hosts.h"
#include "tests/lab/pages.h"
#include "tests/lab/roles.h"
#include "verifier/base/crypto.h"
#include "verifier/base/encoding.h"

namespace flexverify::lab {
namespace {

using base::Json;

struct Proof {
  std::string code, verifier, nonce;
};

// RFC 7636 4.2, S256.
std::string challenge_of(const std::string& verifier) {
  return base::base64url_encode(base::sha256(verifier));
}

enum class Form { A, B };

bool is_hosted(const World& world, const Grant& grant) {
  return grant.page == world.origin(kFlexHost);
}

// Flex UI before 2.12 exchanges at preview, wherever it is hosted.
bool exchanges_at_preview(std::string_view ui_version) {
  constexpr std::array<std::string_view, 3> kOld = {"1.", "2.10.", "2.11."};
  const bool single = ui_version.size() > 3 && ui_version.starts_with("2.") && ui_version[3] == '.';
  return single || std::ranges::any_of(
                       kOld, [&](std::string_view one) { return ui_version.starts_with(one); });
}

// The page's own script uses one form; the code is of no use to the other.
Form form_of(const World& world, const Grant& grant) {
  const bool swapped = world.faults.exchange == ExchangeFault::NotThere;
  const bool preview = is_hosted(world, grant) || exchanges_at_preview(world.faults.ui_version);
  return preview != swapped ? Form::B : Form::A;
}

// The grant, or why there is none.
std::variant<Grant, Reply> redeem(World& world, const Request& request, Form form,
                                  const Proof& proof) {
  const auto kept = world.grants.find(proof.code);
  if (kept && world.faults.exchange == ExchangeFault::NotThere && form_of(world, *kept) != form)
    return api_error(404, 20404, "The requested resource was not found");
  auto grant = world.grants.take(proof.code);
  if (!grant) return api_error(400, 45773, "the authorization code is invalid or was used");
  if (form_of(world, *grant) != form)
    return api_error(400, 45773, "the authorization code was issued to another client");
  if (request.header("Origin").empty())  // a page's script sends it, whatever its origin is
    return api_error(403, 45003, "no page's script asks");
  // RFC 7636 4.1 and 4.6.
  if (proof.verifier.size() < 43 || proof.verifier.size() > 128 ||
      challenge_of(proof.verifier) != grant->challenge)
    return api_error(400, 45773, "the code verifier does not match the challenge");
  if (proof.nonce != grant->nonce) return api_error(400, 45773, "nonce mismatch");
  if (world.faults.exchange == ExchangeFault::Refused)
    return api_error(400, 45773, "the token could not be created");
  return *std::move(grant);
}

// What Flex needs to know about a user.
std::optional<Reply> unusable(const Person& person) {
  if (person.email.empty() || person.full_name.empty() || person.roles.empty())
    return api_error(400, 45050, "user attributes are missing: email, full_name and roles");
  if (std::none_of(person.roles.begin(), person.roles.end(), is_flex_role))
    return api_error(403, 45003, "the user has no role of Flex");
  return std::nullopt;
}

std::string account_of_token(const World& world, const Grant& grant) {
  if (world.faults.exchange == ExchangeFault::OtherAccount) return "AC" + std::string(32, '9');
  const Connection* connection = world.connection(grant.connection);
  return connection == nullptr ? "" : connection->account_sid;
}

Json token_info(const World& world, const FlexSession& session) {
  std::string identity = flex_identity(session.person.email);
  if (world.faults.exchange == ExchangeFault::OtherIdentity) identity = "somebody_2Eelse";
  Json::Array roles;
  if (world.faults.exchange != ExchangeFault::NoRoles)
    for (const std::string& role : session.person.roles) roles.emplace_back(role);
  const bool expired = world.faults.exchange == ExchangeFault::Expired;
  Json info;
  info.set("expiration", base::format_rfc3339(now() + std::chrono::hours(expired ? -1 : 1)))
      .set("flex_instance_sid", "GO" + session.account_sid.substr(2))
      .set("flex_user_sid", "FU" + std::string(32, '1'))
      .set("identity", identity)
      .set("name_id", session.person.name_id)
      .set("realm_user_id", session.person.name_id)
      .set("roles", Json(std::move(roles)))
      .set("worker_sid", "WK" + std::string(32, '1'))
      .set("account_sid", session.account_sid);
  return info;
}

std::string expiry(int hours) { return base::format_rfc3339(now() + std::chrono::hours(hours)); }

}  // namespace

std::string make_token() {
  // Five parts, as a JWE in compact form has them.
  std::string token = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0";
  for (const std::size_t bytes : {32U, 12U, 400U, 16U}) token += "." + random_name(bytes);
  return token;
}

namespace {

Reply answered(const World& world, Json reply) {
  switch (world.faults.exchange) {
    case ExchangeFault::Empty:
      return json(200, Json(Json::Object{}));
    case ExchangeFault::ErrorBeside:
      reply.set("code", 45003).set("message", "access is not allowed");
      return json(200, reply);
    case ExchangeFault::Created:
      return json(201, reply);
    default:
      return json(200, reply);
  }
}

// token_info of form A, rightly or not.
void set_token_info(const World& world, const FlexSession& session, Json& reply) {
  if (world.faults.exchange == ExchangeFault::NoTokenInfo) return;
  if (world.faults.exchange == ExchangeFault::WrongType)
    reply.set("token_info", "none");
  else
    reply.set("token_info", token_info(world, session));
}

}  // namespace

Reply exchange_by_services(World& world, const Request& request) {
  if (!request.header("Content-Type").starts_with("application/json"))
    return api_error(415, 20001, "Content-Type must be application/json");
  const auto body = base::parse_json(request.body);
  if (!body || body->text("grant_type") != "AuthorizationCode" ||
      body->text("app_type") != "SinglePageApp")
    return api_error(400, 20001, "grant_type or app_type is not supported");
  auto redeemed = redeem(world, request, Form::A,
                         {body->text("code"), body->text("code_verifier"), body->text("nonce")});
  if (auto* refusal = std::get_if<Reply>(&redeemed)) return *refusal;
  const Grant& grant = std::get<Grant>(redeemed);
  if (body->text("sso_profile_sid") != grant.connection)
    return api_error(400, 45773, "the code belongs to another SSO profile");
  if (auto fault = unusable(grant.person)) return *fault;
  const FlexSession session{account_of_token(world, grant), grant.person};
  Json reply;
  reply.set("access_token", world.tokens.put(session, make_token()))
      .set("refresh_token", random_name(48))
      .set("access_token_expires_at", expiry(1))
      .set("refresh_token_expires_at", expiry(24));
  set_token_info(world, session, reply);
  return answered(world, std::move(reply));
}

Reply exchange_by_preview(World& world, const Request& request) {
  const auto form = request.form();
  const std::string client = value_of(form, "ClientId");
  if ((!client.empty() && client != client_id()) ||
      value_of(form, "RedirectUrl") !=
          world.origin(kServicesHost) + "/v1/Flex/Authentication/Callback")
    return api_error(400, 45773, "ClientId or RedirectUrl is wrong");
  auto redeemed =
      redeem(world, request, Form::B,
             {value_of(form, "AuthCode"), value_of(form, "CodeVerifier"), value_of(form, "Nonce")});
  if (auto* refusal = std::get_if<Reply>(&redeemed)) return *refusal;
  const Grant& grant = std::get<Grant>(redeemed);
  if (auto fault = unusable(grant.person)) return *fault;
  const FlexSession session{account_of_token(world, grant), grant.person};
  Json reply = token_info(world, session);
  reply.set("token", world.tokens.put(session, make_token()));
  return answered(world, std::move(reply));
}

Reply preview_host(World& world, const Request& request) {
  if (request.method == "POST" && request.path == "/Flex/Tokens")
    return exchange_by_preview(world, request);
  constexpr std::string_view kIam = "/iam";
  if (request.path.starts_with(kIam))
    return legacy_service(world, request, std::string_view(request.path).substr(kIam.size()));
  return api_error(404, 20404, "The requested resource was not found");
}

}  // namespace flexverify::lab
