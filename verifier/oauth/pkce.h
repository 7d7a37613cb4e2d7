// Proof Key for Code Exchange (RFC 7636), and the other random values of a login.
#pragma once

#include <string>
#include <string_view>

namespace flexverify::oauth {

// base64url(SHA-256(ASCII(verifier))), RFC 7636 4.2.
[[nodiscard]] std::string challenge_of(std::string_view verifier);

// Values that belong to one authorize request. All are session values.
struct LoginKeys {
  std::string verifier;   // 128 characters, as the Flex page makes it
  std::string challenge;  // SHA-256 of the verifier, base64url
  std::string nonce;      // random
  std::string state;      // random
};
[[nodiscard]] LoginKeys make_login_keys();

}  // namespace flexverify::oauth
