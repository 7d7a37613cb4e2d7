// What the Flex page asks for with its token before it draws anything.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "verifier/model/check_spec.h"
#include "verifier/web/message.h"

namespace flexverify::flex {

// POST <flex_api>/v1/Accounts/AC…/Tokens/Info, form Token, Basic "token:<token>".
[[nodiscard]] web::Request token_info(const model::Endpoints& endpoints,
                                      const std::string& account_sid, const std::string& token);
struct TokenInfo {
  bool valid = false;
  std::string identity;
  std::vector<std::string> roles;
  std::string worker_sid;
};
// nullopt when the reply is no JSON object. A reply without `valid` is valid when it is 200 and
// names an identity.
[[nodiscard]] std::optional<TokenInfo> read_token_info(const web::Response& response);

// GET <flex_api>/v1/Configuration?UiVersion=…
[[nodiscard]] web::Request configuration(const model::Endpoints& endpoints,
                                         const std::string& ui_version, const std::string& token);
struct Configuration {
  std::string account_sid;
  std::string ui_version;
};
[[nodiscard]] std::optional<Configuration> read_configuration(const web::Response& response);

// GET <flex>/api/v1/Session and /plugins, header x-flex-jwe.
[[nodiscard]] web::Request session(const model::Endpoints& endpoints, const std::string& token);
[[nodiscard]] web::Request plugins(const model::Endpoints& endpoints,
                                   const std::vector<std::string>& roles, const std::string& token);

}  // namespace flexverify::flex
