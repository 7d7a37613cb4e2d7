// What the Flex page asks for with its token before it draws anything.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "verifier/model/check_spec.h"
#include "verifier/model/twilio_reply.h"
#include "verifier/web/message.h"

namespace flexverify::flex {

// POST <flex_api>/v1/Accounts/AC…/Tokens/Info, form Token, Basic "token:<token>".
[[nodiscard]] web::Request token_info(const model::Endpoints& endpoints,
                                      const std::string& account_sid, const std::string& token);
struct Unconfirmed {
  std::string detail;  // printable
};
// Any 2xx confirms a token, also an empty object; an error number beside it, valid: false, or
// another status does not (Flex SDK 3.0).
[[nodiscard]] std::variant<model::TokenFacts, Unconfirmed> read_token_info(
    const web::Response& response);

struct Unusable {
  std::string found;     // printable
  std::string expected;  // what a page needs in its place
};
// GET <flex_api>/v1/Configuration?UiVersion=…
[[nodiscard]] web::Request configuration(const model::Endpoints& endpoints,
                                         const std::string& ui_version, const std::string& token);
struct Configuration {
  std::string account_sid;
  std::string ui_version;
  std::string version_compatibility;  // of ui_attributes; "" when it is absent
  std::optional<Unusable> doubt;      // Flex UI starts all the same; yet it proves nothing
};
// Usable when it names the account: Flex UI 2.17 looks at nothing else before it starts. An error
// number, no workspace, or a status other than ok make it doubtful.
[[nodiscard]] std::variant<Configuration, Unusable> read_configuration(
    const web::Response& response);
// Flex UI stops unless the field says so; absent counts as no.
[[nodiscard]] bool lets_the_ui_start(const Configuration& configuration);

// Who asks for the two below: headers X-Flex-JWE and X-Flex-Version.
struct Caller {
  std::string token;
  std::string ui_version;  // "" sends none
};
// GET <flex>/api/v1/Session
[[nodiscard]] web::Request session(const model::Endpoints& endpoints, const Caller& caller);
// GET <url>?roles=a,b
[[nodiscard]] web::Request plugins(web::Url url, const std::vector<std::string>& roles,
                                   const Caller& caller);

}  // namespace flexverify::flex
