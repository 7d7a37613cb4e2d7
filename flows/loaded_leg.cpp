// The loaded leg: what the Flex page asks for with its token before it draws anything, for both
// kinds of connection (Flex UI 2.17). The next thing it would do is open the TaskRouter websocket,
// which makes an agent present: never here.
#include <fmt/core.h>

#include <algorithm>

#include "flows/legs.h"
#include "flows/page.h"
#include "verifier/base/text.h"
#include "verifier/flex/api.h"

namespace flexverify::flows {
namespace {

using model::Code;
using model::Finding;
using model::make_mismatch;
using model::TokenFacts;
using MaybeFinding = std::optional<Finding>;

Finding unusable(const flex::Unusable& reply, const web::Response& response) {
  return make_mismatch(Code::ConfigurationFailed, "Flex would stop before it draws anything",
                       fmt::format("{} {}", response.status, reply.found), reply.expected);
}

// No agent can work with it, or Twilio answers in a way that was never seen: nobody can tell.
Finding doubtful(const flex::Unusable& doubt) {
  auto finding =
      make_mismatch(Code::ConfigurationFailed,
                    "Flex would start with this configuration, which proves nothing all the same",
                    doubt.found, doubt.expected);
  finding.severity = model::Severity::Unknown;
  return finding;
}

Finding refused(const web::Response& response) {
  return make_mismatch(Code::ConfigurationFailed, "Flex would stop before it draws anything",
                       fmt::format("{} {}", response.status, oauth::twilio_error(response)),
                       "200 with the configuration");
}

Finding incompatible(const flex::Configuration& configuration) {
  const std::string& found = configuration.version_compatibility;
  auto finding = make_mismatch(
      Code::UiIncompatible, "Flex would stop with \"Service version is not compatible\"",
      found.empty() ? "ui_attributes without version_compatibility" : base::printable(found, 40),
      "version_compatibility \"yes\" or \"deprecated\"");
  finding.fix = model::Fix{.party = "Twilio Flex",
                           .page = "Flex Configuration API",
                           .field = "ui_attributes.version_compatibility"};
  return finding;
}

MaybeFinding judge(Login& login, const flex::Configuration& configuration) {
  if (login.account_sid.empty()) login.account_sid = configuration.account_sid;
  if (configuration.account_sid != login.account_sid)
    return make_mismatch(Code::AccountMismatch, "the configuration is another account's",
                         base::printable(configuration.account_sid), login.account_sid);
  if (login.result.flex.ui_version.empty()) {
    login.result.flex.ui_version = base::printable(configuration.ui_version, 40);
    if (auto finding = judge_version(login)) return finding;
  }
  if (!flex::lets_the_ui_start(configuration)) return incompatible(configuration);
  return configuration.doubt ? MaybeFinding(doubtful(*configuration.doubt)) : std::nullopt;
}

web::Request configuration_request(const Login& login) {
  return flex::configuration(login.spec.endpoints, login.result.flex.ui_version, login.token.token);
}

web::Request token_info_request(const Login& login) {
  return flex::token_info(login.spec.endpoints, login.account_sid, login.token.token);
}

MaybeFinding read_configuration(Login& login) {
  auto reply = call_api(login, configuration_request(login));
  if (auto* finding = std::get_if<Finding>(&reply)) return std::move(*finding);
  const web::Response& response = std::get<web::Response>(reply);
  if (response.status < 200 || response.status > 299) return refused(response);
  const auto configuration = flex::read_configuration(response);
  if (const auto* fault = std::get_if<flex::Unusable>(&configuration))
    return unusable(*fault, response);
  return judge(login, std::get<flex::Configuration>(configuration));
}

// Two replies about one token.
bool differ(const std::string& a, const std::string& b) {
  return !a.empty() && !b.empty() && a != b;
}

bool have_other_roles(const TokenFacts& a, const TokenFacts& b) {
  if (!a.roles || !b.roles) return false;
  return !std::ranges::is_permutation(*a.roles, *b.roles);
}

std::string said(const std::optional<std::vector<std::string>>& roles) {
  return roles && !roles->empty() ? base::printable(base::join(*roles, ", ")) : "no role";
}

// The exchange (or the landing) first, Tokens/Info second.
MaybeFinding contradiction(const TokenFacts& first, const TokenFacts& info) {
  constexpr std::string_view kWords = "Tokens/Info contradicts what came with the token: ";
  const auto mismatch = [&](Code code, std::string_view what, const std::string& found,
                            const std::string& expected) {
    return make_mismatch(code, std::string(kWords).append(what), base::printable(found),
                         base::printable(expected));
  };
  if (differ(info.account_sid, first.account_sid))
    return mismatch(Code::AccountMismatch, "another account", info.account_sid, first.account_sid);
  if (differ(info.identity, first.identity))
    return mismatch(Code::IdentityMismatch, "another identity", info.identity, first.identity);
  if (differ(info.worker_sid, first.worker_sid))
    return mismatch(Code::IdentityMismatch, "another worker", info.worker_sid, first.worker_sid);
  if (have_other_roles(first, info))
    return mismatch(Code::RoleMissing, "other roles", said(info.roles), said(first.roles));
  return std::nullopt;
}

// Minutes apart say that one of the two is about another token.
MaybeFinding other_expiry(const TokenFacts& first, const TokenFacts& info) {
  constexpr std::chrono::minutes kSame{5};
  if (!first.expiration || !info.expiration) return std::nullopt;
  const auto apart = *info.expiration - *first.expiration;
  if (apart < kSame && -apart < kSame) return std::nullopt;
  auto finding = make_mismatch(
      Code::TokenInvalid, "Tokens/Info gives the token another end than it came with",
      base::format_rfc3339(*info.expiration), base::format_rfc3339(*first.expiration));
  finding.severity = model::Severity::Warning;
  return finding;
}

MaybeFinding has_expired(const Login& login, const TokenFacts& info) {
  const base::WallTime now = login.services.clock.now() + twilio_ahead(login);
  if (!info.expiration || *info.expiration > now) return std::nullopt;
  return make_mismatch(Code::TokenInvalid, "Tokens/Info says that the token has expired",
                       base::format_rfc3339(*info.expiration),
                       "after " + base::format_rfc3339(now));
}

MaybeFinding judge(Login& login, const TokenFacts& info) {
  const TokenFacts& first = login.token.facts;
  if (differ(info.account_sid, login.account_sid))
    return make_mismatch(Code::AccountMismatch, "Tokens/Info speaks of another account",
                         base::printable(info.account_sid), login.account_sid);
  if (auto finding = contradiction(first, info)) return finding;
  if (auto finding = has_expired(login, info)) return finding;
  if (auto finding = other_expiry(first, info)) add(login, std::move(*finding));
  if (login.result.flex.worker_sid.empty())
    login.result.flex.worker_sid = base::printable(info.worker_sid);
  if (first.roles) return std::nullopt;
  login.token.facts.roles = info.roles.value_or(std::vector<std::string>{});
  return check_roles(login);
}

MaybeFinding validate_token(Login& login) {
  auto reply = call_api(login, token_info_request(login));
  if (auto* finding = std::get_if<Finding>(&reply)) return std::move(*finding);
  const web::Response& response = std::get<web::Response>(reply);
  const auto info = flex::read_token_info(response);
  if (const auto* unconfirmed = std::get_if<flex::Unconfirmed>(&info))
    return make_mismatch(Code::TokenInvalid,
                         "Tokens/Info does not confirm the token: " + unconfirmed->detail,
                         fmt::format("{} {}", response.status, oauth::twilio_error(response)),
                         "any 2xx, without an error number");
  return judge(login, std::get<TokenFacts>(info));
}

std::string fault_of(const std::variant<web::Response, Finding>& reply) {
  const auto* response = std::get_if<web::Response>(&reply);
  if (response == nullptr) return std::get<Finding>(reply).detail;
  if (response->status < 200 || response->status > 299) return std::to_string(response->status);
  return base::parse_json(response->body) ? "" : "a reply that is no JSON";
}

// Flex draws its desktop without them: their absence is a warning.
void ask(Login& login, web::Request request, Code code, std::string_view what) {
  const std::string found = fault_of(call_api(login, std::move(request)));
  if (found.empty()) return;
  add(login, make_mismatch(code, std::string(what) + " does not answer as it should", found,
                           "200 with JSON"));
}

web::Request session_request(const Login& login) {
  return flex::session(login.spec.endpoints, {login.token.token, login.result.flex.ui_version});
}

// Where this page's UI asks for its plugins; nullopt where it does not.
std::optional<web::Url> plugin_service(const Login& login) {
  auto own = web::parse_url(login.spec.endpoints.flex + "/plugins");
  if (!login.app_config) return login.spec.setup == model::Setup::Hosted ? own : std::nullopt;
  const flex::PluginService& service = login.app_config->plugins;
  if (!service.enabled) return std::nullopt;
  if (service.url.empty()) return own;
  return web::parse_url(service.url, login.page_url ? &*login.page_url : nullptr);
}

std::optional<web::Request> plugins_request(const Login& login) {
  auto url = plugin_service(login);
  if (!url) return std::nullopt;
  return flex::plugins(std::move(*url),
                       login.token.facts.roles.value_or(std::vector<std::string>{}),
                       {login.token.token, login.result.flex.ui_version});
}

void ask_ahead(Login& login, web::Request request) {
  login.browser.ask_ahead(by_page(login, std::move(request)));
}

// Both wait for the token alone.
void ask_for_configuration_and_token_ahead(Login& login) {
  ask_ahead(login, configuration_request(login));
  ask_ahead(login, token_info_request(login));
}

// These name the version of the UI, which only the configuration may tell.
void ask_for_session_and_plugins_ahead(Login& login) {
  ask_ahead(login, session_request(login));
  if (auto plugins = plugins_request(login)) ask_ahead(login, std::move(*plugins));
}

}  // namespace

LegResult loaded_leg(Login& login) {
  ask_for_configuration_and_token_ahead(login);
  if (!login.result.flex.ui_version.empty()) ask_for_session_and_plugins_ahead(login);
  if (auto finding = read_configuration(login)) return failed(login, std::move(*finding));
  ask_for_session_and_plugins_ahead(login);
  if (auto finding = validate_token(login)) return failed(login, std::move(*finding));
  ask(login, session_request(login), Code::SessionFailed, "Flex's session service");
  if (auto plugins = plugins_request(login))
    ask(login, std::move(*plugins), Code::PluginsFailed, "the plugin list");
  return passed("configuration read with the token; page and bundle served");
}

}  // namespace flexverify::flows
