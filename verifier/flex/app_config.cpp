#include "verifier/flex/app_config.h"

#include <algorithm>
#include <array>

#include "verifier/base/text.h"

namespace flexverify::flex {
namespace {

using web::Reading;
using Path = std::initializer_list<std::string_view>;

bool is_false(const base::Json& value) {
  const auto* text = value.string();
  return value.is_null() || value.boolean() == false || value.integer() == 0 ||
         (text != nullptr && text->empty());
}

ConfigText text_at(const web::ScriptGlobals& globals, Path path) {
  web::ReadValue read = globals.read(path);
  const bool absent = read.reading == Reading::Known && is_false(read.value);
  const std::string* text = read.value.string();
  std::string shown = text != nullptr ? *text : base::dump_json(read.value);
  return {.reading = absent ? Reading::Absent : read.reading,
          .text = read.reading == Reading::Known && !absent ? std::move(shown) : "",
          .place = std::move(read.place)};
}

struct OverrideKey {
  std::string_view object, member;
};
// In the order in which Flex UI looks for them.
constexpr std::array<OverrideKey, 8> kOverrides = {{{"oauth", "authorizeUrl"},
                                                    {"sso", "flexSSOAuthorizeUrl"},
                                                    {"oauth", "tokenUrl"},
                                                    {"sso", "flexSSOTokenUrl"},
                                                    {"oauth", "tokenUrlSSOv2"},
                                                    {"oauth", "serviceRedirectUrl"},
                                                    {"sso", "flexSSOServiceRedirectUrl"},
                                                    {"sso", "loginUrl"}}};

std::vector<Override> overrides_in(const web::ScriptGlobals& globals, const web::Url& page) {
  std::vector<Override> found;
  for (const OverrideKey& key : kOverrides) {
    ConfigText url = text_at(globals, {key.object, key.member});
    // Of an object that nobody can read, no member is worth a word.
    const bool of_unreadable = text_at(globals, {key.object}).is_unreadable();
    if (url.is_absent() || of_unreadable) continue;
    if (const auto absolute = web::parse_url(url.text, &page); absolute && url.is_known())
      url.text = web::to_string(*absolute);
    found.push_back({std::string(key.object) + "." + std::string(key.member), std::move(url)});
  }
  return found;
}

ConfigText region_in(const web::ScriptGlobals& globals) {
  const bool known = text_at(globals, {"sdkOptions", "flex", "environmentConfig"}).is_known();
  return known ? text_at(globals, {"sdkOptions", "flex", "environmentConfig", "region"})
               : ConfigText{};
}

}  // namespace

AppConfig read_app_config(const std::vector<web::ScriptSource>& scripts, const web::Url& page) {
  const web::ScriptGlobals globals(scripts, page, "appConfig");
  AppConfig config{
      .whole = text_at(globals, {}),
      .account_sid = text_at(globals, {"sso", "accountSid"}),
      .oauth_object = text_at(globals, {"oauth"}),
      .oauth = {},
      .overrides = overrides_in(globals, page),
      .plugins = {.enabled = !text_at(globals, {"pluginService", "enabled"}).is_absent(),
                  .url = text_at(globals, {"pluginService", "url"}).text},
      .region = region_in(globals),
      .broken = globals.broken()};
  // Scripts of other things may be as broken as they like.
  std::erase_if(config.broken, [&](const web::BrokenScript& one) {
    return !base::contains(scripts[one.source].text, "appConfig");
  });
  if (config.oauth_object.is_known())
    config.oauth = OauthConfig{.connection = text_at(globals, {"oauth", "connection"}),
                               .client_id = text_at(globals, {"oauth", "clientId"}),
                               .redirect_url = text_at(globals, {"oauth", "redirectUrl"})};
  return config;
}

std::string override_of(const AppConfig& config, Path keys) {
  for (const std::string_view key : keys)
    for (const Override& one : config.overrides)
      if (one.key == key && one.url.is_known()) return one.url.text;
  return "";
}

bool is_sid(std::string_view prefix, std::string_view text) {
  constexpr std::size_t kDigits = 32;
  const auto is_hex = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  };
  if (text.size() != prefix.size() + kDigits || !text.starts_with(prefix)) return false;
  return std::ranges::all_of(text.substr(prefix.size()), is_hex);
}

}  // namespace flexverify::flex
