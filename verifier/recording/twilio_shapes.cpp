#include "verifier/recording/twilio_shapes.h"

#include <algorithm>
#include <array>

#include "verifier/base/text.h"
#include "verifier/flex/app_config.h"

namespace flexverify::recording {
namespace {

constexpr std::size_t kSidLength = 34;

bool has_sid(std::string_view prefix, std::string_view text) {
  return !sid_in(prefix, text).empty();
}

struct Service {
  std::string_view path;  // how it begins
  std::string_view name;  // as in a target's endpoints
};
// The Flex API has a path of its own for each version; the legacy service is found at two hosts.
constexpr std::array<Service, 9> kServices = {{{"/v1/Flex/", "services"},
                                               {"/login/callback", "login"},
                                               {"/v1/Configuration", "flex_api"},
                                               {"/Flex/Tokens", "preview"},
                                               {"/iam/Accounts/AC", "preview"},
                                               {"/api/v1/Session", "flex"},
                                               {"/api/v1/Features/", "flex"},
                                               {"/plugins", "flex"},
                                               {"/v1/Accounts/AC", "iam"}}};

}  // namespace

std::string sid_in(std::string_view prefix, std::string_view text) {
  for (std::size_t at = text.find(prefix); at != std::string_view::npos;
       at = text.find(prefix, at + 1)) {
    const std::string_view word = text.substr(at, kSidLength);
    if (flex::is_sid(prefix, word)) return std::string(word);
  }
  return "";
}

bool is_enhanced_acs(const web::Url& url) {
  const auto connection = web::query_value(url.query.value_or(""), "connection");
  return url.path == "/login/callback" && connection && flex::is_sid("JQ", *connection);
}

bool is_legacy_acs(const web::Url& url) {
  return base::contains(url.path, "/Accounts/AC") && url.path.ends_with("/saml2");
}

bool is_acs(const web::Url& url) { return is_enhanced_acs(url) || is_legacy_acs(url); }

bool is_entity_id(std::string_view issuer) {
  const bool legacy = base::contains(issuer, "/Accounts/AC") && base::contains(issuer, "/saml2");
  return legacy || (issuer.starts_with("urn:flex:") && has_sid("JQ", issuer));
}

bool is_authorize(const web::Url& url) {
  const std::string query = url.query.value_or("");
  const bool current = url.path == "/v1/Flex/Authorize";
  const bool older = url.path == "/authorize" && web::query_value(query, "connection");
  return (current || older) && has_sid("JQ", query);
}

std::string_view service_of(const web::Url& url) {
  if (url.path.starts_with("/v1/Accounts/AC") && url.path.ends_with("/Tokens/Info"))
    return "flex_api";
  if (url.path == "/login/callback" && !is_enhanced_acs(url)) return "";
  const auto row = std::ranges::find_if(
      kServices, [&](const Service& one) { return url.path.starts_with(one.path); });
  return row == kServices.end() ? "" : row->name;
}

}  // namespace flexverify::recording
