#include "verifier/oauth/pkce.h"

#include "verifier/base/crypto.h"
#include "verifier/base/encoding.h"

namespace flexverify::oauth {
namespace {

// The sizes that Flex UI uses.
constexpr std::size_t kVerifierBytes = 96;
constexpr std::size_t kNonceBytes = 20;
constexpr std::size_t kStateBytes = 40;

std::string random_text(std::size_t bytes) {
  return base::base64url_encode(base::random_bytes(bytes));
}

}  // namespace

std::string challenge_of(std::string_view verifier) {
  return base::base64url_encode(base::sha256(verifier));
}

LoginKeys make_login_keys() {
  LoginKeys keys{.verifier = random_text(kVerifierBytes),
                 .challenge = "",
                 .nonce = random_text(kNonceBytes),
                 .state = random_text(kStateBytes)};
  keys.challenge = challenge_of(keys.verifier);
  return keys;
}

}  // namespace flexverify::oauth
