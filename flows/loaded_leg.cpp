// The loaded leg: what the Flex page asks for with its token before it draws anything. The next
// thing it would do is open the TaskRouter websocket, which makes an agent present: never here.
#include <fmt/core.h>

#include "flows/legs.h"
#include "verifier/flex/api.h"

namespace flexverify::flows {
namespace {

using model::Code;
using model::Finding;
using model::make_mismatch;
using MaybeFinding = std::optional<Finding>;

MaybeFinding validate_token(Login& login) {
  auto reply =
      call_api(login, flex::token_info(login.spec.endpoints, login.account_sid, login.token.token));
  if (auto* finding = std::get_if<Finding>(&reply)) return std::move(*finding);
  const web::Response& response = std::get<web::Response>(reply);
  const auto info = flex::read_token_info(response);
  if (!info || !info->valid)
    return make_mismatch(Code::TokenInvalid, "Tokens/Info does not confirm the token",
                         fmt::format("{} {}", response.status, oauth::twilio_error(response)),
                         "valid");
  if (login.result.flex.worker_sid.empty()) login.result.flex.worker_sid = info->worker_sid;
  return std::nullopt;
}

MaybeFinding read_configuration(Login& login) {
  auto reply = call_api(
      login,
      flex::configuration(login.spec.endpoints, login.result.flex.ui_version, login.token.token));
  if (auto* finding = std::get_if<Finding>(&reply)) return std::move(*finding);
  const web::Response& response = std::get<web::Response>(reply);
  const auto configuration = flex::read_configuration(response);
  if (!configuration)
    return make_mismatch(Code::ConfigurationFailed, "Flex would stop before it draws anything",
                         fmt::format("{} {}", response.status, oauth::twilio_error(response)),
                         "200 with the configuration");
  if (login.account_sid.empty()) login.account_sid = configuration->account_sid;
  if (!configuration->account_sid.empty() && configuration->account_sid != login.account_sid)
    return make_mismatch(Code::AccountMismatch, "the configuration is another account's",
                         configuration->account_sid, login.account_sid);
  if (login.result.flex.ui_version.empty())
    login.result.flex.ui_version = configuration->ui_version;
  return std::nullopt;
}

// Nice to have: their absence is a warning.
void ask(Login& login, web::Request request, Code code, std::string_view what) {
  auto reply = call_api(login, std::move(request));
  const auto* response = std::get_if<web::Response>(&reply);
  if (response != nullptr && response->status == 200) return;
  const std::string found =
      response != nullptr ? std::to_string(response->status) : std::get<Finding>(reply).detail;
  add(login,
      make_mismatch(code, std::string(what) + " does not answer as it should", found, "200"));
}

}  // namespace

LegResult loaded_leg(Login& login) {
  if (auto finding = read_configuration(login)) return failed(login, std::move(*finding));
  // A legacy token was validated by the service that made it.
  if (login.kind == model::ConnectionKind::OAuth2)
    if (auto finding = validate_token(login)) return failed(login, std::move(*finding));
  const model::Endpoints& endpoints = login.spec.endpoints;
  ask(login, flex::session(endpoints, login.token.token), Code::SessionFailed,
      "Flex's session service");
  ask(login, flex::plugins(endpoints, login.token.roles, login.token.token), Code::PluginsFailed,
      "the plugin list");
  return passed("configuration read with the token; page and bundle served");
}

}  // namespace flexverify::flows
