// appConfig.js: JavaScript that assigns an object literal; read, never executed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verifier/model/check_spec.h"

namespace flexverify::flex {

struct OauthConfig {
  std::string connection;  // JQ…
  std::string client_id;
  std::string redirect_url;
};

struct PluginService {
  bool enabled = false;
  std::string url;  // "": Flex's own
};

struct AppConfig {
  std::string account_sid;           // sso.accountSid, or accountSid at the top
  std::optional<OauthConfig> oauth;  // present: the page uses the enhanced connection
  PluginService plugins;             // asked for plugins only where it is enabled
  std::vector<std::string> unread;   // paths of values that are computed
};

// From the whole file. nullopt when no appConfig can be read in it.
[[nodiscard]] std::optional<AppConfig> read_app_config(std::string_view javascript);

}  // namespace flexverify::flex
