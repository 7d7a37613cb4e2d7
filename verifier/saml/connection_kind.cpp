// Values of the two kinds of connection, told apart by their shape.
#include <algorithm>

#include "verifier/base/text.h"
#include "verifier/saml/audit_parts.h"
#include "verifier/web/query.h"
#include "verifier/web/url.h"

namespace flexverify::saml {
namespace {

constexpr std::string_view kEntityPrefix = "urn:flex:";

bool is_sid(std::string_view text, std::string_view prefix) {
  const auto is_alnum = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  return text.size() > prefix.size() && text.starts_with(prefix) &&
         std::ranges::all_of(text, is_alnum);
}

bool is_enhanced_acs(std::string_view value) {
  const auto url = web::parse_url(value);
  if (!url || !web::is_http(*url) || !url->path.ends_with("/login/callback")) return false;
  return is_sid(web::query_value(url->query.value_or(""), "connection").value_or(""), "JQ");
}

}  // namespace

std::string enhanced_entity_id(std::string_view sso_profile) {
  return std::string(kEntityPrefix).append(sso_profile);
}

std::string connection_of_entity_id(std::string_view entity_id) {
  return entity_id.starts_with(kEntityPrefix) ? std::string(entity_id.substr(kEntityPrefix.size()))
                                              : "";
}

bool is_enhanced_entity_id(std::string_view value) {
  return value.starts_with(kEntityPrefix) && is_sid(value.substr(kEntityPrefix.size()), "JQ");
}

// …/Accounts/AC…/saml2, with /metadata for the Entity ID; "v1" or, earlier, "iam" before it.
bool is_legacy_value(std::string_view value) {
  const auto url = web::parse_url(value);
  if (!url || !web::is_http(*url)) return false;
  auto segments = base::split(url->path, '/');
  if (segments.size() > 1 && segments.back() == "metadata") segments.pop_back();
  const std::size_t count = segments.size();
  return count >= 4 && segments[count - 1] == "saml2" && is_sid(segments[count - 2], "AC") &&
         segments[count - 3] == "Accounts" &&
         (segments[count - 4] == "v1" || segments[count - 4] == "iam");
}

std::optional<model::ConnectionKind> kind_of(std::string_view value) {
  if (is_enhanced_entity_id(value) || is_enhanced_acs(value)) return model::ConnectionKind::OAuth2;
  if (is_legacy_value(value)) return model::ConnectionKind::Legacy;
  return std::nullopt;
}

std::optional<model::ConnectionKind> other_kind(std::string_view found, std::string_view expected) {
  const auto have = kind_of(found);
  const auto want = kind_of(expected);
  return have && want && *have != *want ? have : std::nullopt;
}

std::string quoted(std::string_view value) { return "\"" + base::printable(value, 120) + "\""; }

}  // namespace flexverify::saml
