// The authorize request of Flex UI 2.11 and later, and what a given one says.
#pragma once

#include <optional>
#include <string>

#include "verifier/model/check_spec.h"
#include "verifier/oauth/pkce.h"
#include "verifier/web/url.h"

namespace flexverify::oauth {

// GET of the address (Twilio's is <services>/v1/Flex/Authorize) with every value percent-encoded.
// nullopt when it is no URL.
[[nodiscard]] std::optional<web::Url> authorize_url(const std::string& address,
                                                    const std::string& sso_profile,
                                                    const std::string& redirect_url,
                                                    const LoginKeys& keys);

// What somebody else's authorize URL carries, in either spelling (camelCase or OAuth's).
struct AuthorizeFacts {
  std::string sso_profile;
  std::string redirect_url;
  std::string state;
};
// nullopt when it is no authorize URL of one of these endpoints.
[[nodiscard]] std::optional<AuthorizeFacts> read_authorize_url(const web::Url& url,
                                                               const model::Endpoints& endpoints);

}  // namespace flexverify::oauth
