#include "verifier/base/crypto.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include "verifier/base/check.h"

namespace flexverify::base {
namespace {

constexpr std::size_t kSha1Size = 20;
constexpr std::size_t kSha256Size = 32;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

std::string hmac(const EVP_MD* hash, std::size_t size, std::string_view key,
                 std::string_view data) {
  std::string digest(size, '\0');
  FV_CHECK(HMAC(hash, key.data(), static_cast<int>(key.size()), bytes_of(data), data.size(),
                bytes_of(digest), nullptr) != nullptr);
  return digest;
}

}  // namespace

std::string sha256(std::string_view bytes) {
  std::string digest(kSha256Size, '\0');
  FV_CHECK(EVP_Digest(bytes.data(), bytes.size(), bytes_of(digest), nullptr, EVP_sha256(),
                      nullptr) == 1);
  return digest;
}

std::string hmac_sha1(std::string_view key, std::string_view data) {
  return hmac(EVP_sha1(), kSha1Size, key, data);
}

std::string hmac_sha256(std::string_view key, std::string_view data) {
  return hmac(EVP_sha256(), kSha256Size, key, data);
}

std::string random_bytes(std::size_t count) {
  std::string bytes(count, '\0');
  FV_CHECK(RAND_bytes(bytes_of(bytes), static_cast<int>(count)) == 1);
  return bytes;
}

}  // namespace flexverify::base
