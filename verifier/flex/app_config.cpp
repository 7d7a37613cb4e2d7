#include "verifier/flex/app_config.h"

#include "verifier/web/object_literal.h"

namespace flexverify::flex {

std::optional<AppConfig> read_app_config(std::string_view javascript) {
  auto literal = web::find_assignment(javascript, "appConfig");
  if (!literal || literal->value.object() == nullptr) return std::nullopt;
  const base::Json& root = literal->value;
  AppConfig config;
  if (const base::Json* sso = root.find("sso")) config.account_sid = sso->text("accountSid");
  if (config.account_sid.empty()) config.account_sid = root.text("accountSid");
  // Flex UI chooses the enhanced connection if and only if `oauth` is there.
  if (const base::Json* oauth = root.find("oauth"); oauth != nullptr && oauth->object() != nullptr)
    config.oauth = OauthConfig{.connection = oauth->text("connection"),
                               .client_id = oauth->text("clientId"),
                               .redirect_url = oauth->text("redirectUrl")};
  if (const base::Json* plugins = root.find("pluginService")) {
    const base::Json* enabled = plugins->find("enabled");
    config.plugins = {.enabled = enabled != nullptr && enabled->boolean() == true,
                      .url = plugins->text("url")};
  }
  config.unread = std::move(literal->unread);
  return config;
}

}  // namespace flexverify::flex
