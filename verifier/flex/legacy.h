// The legacy SSO connection: how the Flex page starts a login with it and checks its token.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "verifier/model/check_spec.h"
#include "verifier/web/message.h"

namespace flexverify::flex {

// Two generations of the same service: <iam>/v1/Accounts/AC… and <preview>/iam/Accounts/AC….
enum class LegacyForm { Iam, Preview };

// "https://iam.twilio.com/v1/Accounts/AC…"
[[nodiscard]] std::string legacy_base(const model::Endpoints& endpoints,
                                      const std::string& account_sid, LegacyForm form);

// What the identity provider must hold for this connection.
struct LegacyValues {
  std::string entity_id;
  std::string acs_url;
};
[[nodiscard]] LegacyValues legacy_values(const model::Endpoints& endpoints,
                                         const std::string& account_sid, LegacyForm form);

// POST <base>/authenticate, JSON products and resource: where the login shall end.
[[nodiscard]] web::Request authenticate(const std::string& base, const std::string& destination);

// The identity provider's URL with SAMLRequest and RelayState.
struct LegacyStart {
  web::Url location;
};
struct LegacyRefusal {
  std::int64_t code = 0;  // Twilio's error number, 0 when there is none
  std::string said;       // printable
};
[[nodiscard]] std::variant<LegacyStart, LegacyRefusal> read_authenticate(
    const web::Response& response);

}  // namespace flexverify::flex
