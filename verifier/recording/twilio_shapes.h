// Requests of a login at Flex, known by their shape: the hosts of a region, or of a lab, are
// others.
#pragma once

#include <string>
#include <string_view>

#include "verifier/web/recording.h"

namespace flexverify::recording {

// "AC0123…" or "JQ0123…" where the text holds one; "" where it does not.
[[nodiscard]] std::string sid_in(std::string_view prefix, std::string_view text);

// The two ACS URLs of the guide.
[[nodiscard]] bool is_enhanced_acs(const web::Url& url);
[[nodiscard]] bool is_legacy_acs(const web::Url& url);
[[nodiscard]] bool is_acs(const web::Url& url);
// urn:flex:JQ…, or the metadata URL of an account.
[[nodiscard]] bool is_entity_id(std::string_view issuer);
// The page's script begins an enhanced login.
[[nodiscard]] bool is_authorize(const web::Url& url);
// A service of Twilio's answers here, whatever its host is called: "services", "flex-api" …; "" of
// any other.
[[nodiscard]] std::string_view service_of(const web::Url& url);

}  // namespace flexverify::recording
