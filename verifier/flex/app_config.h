// appConfig.js: what its scripts leave in the variable appConfig, and what Flex UI makes of it.
// Found out without running them (web/script_globals.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "verifier/model/check_spec.h"
#include "verifier/web/script_globals.h"

namespace flexverify::flex {

// One text of appConfig. What is false in JavaScript (null, "", 0) counts as absent, as it does
// for Flex UI.
struct ConfigText {
  web::Reading reading = web::Reading::Absent;
  std::string text;   // of a known one; of another kind than text, as JSON
  std::string place;  // "appConfig.js:12"; of an absent one, what lacks it

  [[nodiscard]] bool is_known() const { return reading == web::Reading::Known; }
  [[nodiscard]] bool is_absent() const { return reading == web::Reading::Absent; }
  [[nodiscard]] bool is_unreadable() const { return reading == web::Reading::Unreadable; }
};

struct OauthConfig {
  ConfigText connection;    // JQ…
  ConfigText client_id;     // OAuth's, optional
  ConfigText redirect_url;  // where the login ends
};

struct PluginService {
  bool enabled = false;  // the page asks for plugins
  std::string url;       // "": Flex's own
};

// An address that appConfig puts in place of Twilio's.
struct Override {
  std::string key;  // "oauth.authorizeUrl"
  ConfigText url;   // resolved against the page; not known to be a URL
};

struct AppConfig {
  ConfigText whole;         // whether the variable is there
  ConfigText account_sid;   // sso.accountSid: Flex UI looks nowhere else
  ConfigText oauth_object;  // Flex UI uses the enhanced connection if and only if it is there
  std::optional<OauthConfig> oauth;       // of a known one
  std::vector<Override> overrides;        // known and unreadable ones
  PluginService plugins;                  // asked for plugins only where it is enabled
  ConfigText region;                      // sdkOptions.flex.environmentConfig.region
  std::vector<web::BrokenScript> broken;  // scripts that a browser could not parse either
};

// From the scripts of the page, in its order.
[[nodiscard]] AppConfig read_app_config(const std::vector<web::ScriptSource>& scripts,
                                        const web::Url& page);

// The address that the first of these keys puts in place of Twilio's; "" when none does.
[[nodiscard]] std::string override_of(const AppConfig& config,
                                      std::initializer_list<std::string_view> keys);

// "AC" or "JQ" and 32 hexadecimal digits, as Twilio makes them.
[[nodiscard]] bool is_sid(std::string_view prefix, std::string_view text);

}  // namespace flexverify::flex
