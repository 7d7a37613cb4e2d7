// Names of the lab's hosts: all below .localhost, which browsers and curl take for this machine.
#pragma once

#include <string_view>

namespace flexverify::lab {

inline constexpr std::string_view kFlexHost = "flex.twilio.localhost";
inline constexpr std::string_view kAssetsHost = "assets.flex.twilio.localhost";
inline constexpr std::string_view kServicesHost = "services.twilio.localhost";
inline constexpr std::string_view kLoginHost = "login.flex.us1.twilio.localhost";
inline constexpr std::string_view kFlexApiHost = "flex-api.twilio.localhost";
inline constexpr std::string_view kIamHost = "iam.twilio.localhost";
inline constexpr std::string_view kPreviewHost = "preview.twilio.localhost";
inline constexpr std::string_view kAgentsHost = "agents.acme.localhost";
// A second name of the agents' page.
inline constexpr std::string_view kAliasHost = "desk.acme.localhost";
inline constexpr std::string_view kStagingHost = "staging.acme.localhost";
inline constexpr std::string_view kLegacyHost = "legacy.acme.localhost";
inline constexpr std::string_view kIdpHost = "idp.acme.localhost";
// The identity provider under an internationalised name: idp.grün.localhost.
inline constexpr std::string_view kIdnHost = "idp.xn--grn-ioa.localhost";
inline constexpr std::string_view kPortalPath = "/portal";  // a page of the identity provider's
inline constexpr std::string_view kOtherIdpHost = "old-idp.acme.localhost";
inline constexpr std::string_view kForeignHost = "collector.elsewhere.localhost";
// No configuration names it: an address inside that a server leads a login to.
inline constexpr std::string_view kInnerHost = "inside.elsewhere.localhost";

}  // namespace flexverify::lab
