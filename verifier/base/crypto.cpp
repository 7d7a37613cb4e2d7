#include "verifier/base/crypto.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <cstdint>

#include "verifier/base/check.h"

namespace flexverify::base {
namespace {

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

const EVP_MD* algorithm(Hash hash) {
  switch (hash) {
    case Hash::Sha1:
      return EVP_sha1();
    case Hash::Sha256:
      return EVP_sha256();
    case Hash::Sha512:
      return EVP_sha512();
  }
  FV_CHECK(false);
  return nullptr;
}

std::string digest_of(std::string_view bytes, const EVP_MD* with) {
  std::string digest(static_cast<std::size_t>(EVP_MD_get_size(with)), '\0');
  FV_CHECK(EVP_Digest(bytes.data(), bytes.size(), bytes_of(digest), nullptr, with, nullptr) == 1);
  return digest;
}

}  // namespace

std::string sha256(std::string_view bytes) { return digest_of(bytes, EVP_sha256()); }
std::string sha384(std::string_view bytes) { return digest_of(bytes, EVP_sha384()); }
std::string sha512(std::string_view bytes) { return digest_of(bytes, EVP_sha512()); }

std::string hmac(Hash hash, std::string_view key, std::string_view data) {
  const EVP_MD* with = algorithm(hash);
  std::string digest(static_cast<std::size_t>(EVP_MD_get_size(with)), '\0');
  FV_CHECK(HMAC(with, key.data(), static_cast<int>(key.size()), bytes_of(data), data.size(),
                bytes_of(digest), nullptr) != nullptr);
  return digest;
}

std::string slow_hash(std::string_view secret, std::string_view salt, std::size_t size) {
  constexpr std::uint64_t kN = 32768, kR = 8, kP = 1, kMostMemory = 64 * 1024 * 1024;
  std::string key(size, '\0');
  FV_CHECK(EVP_PBE_scrypt(secret.data(), secret.size(), bytes_of(salt), salt.size(), kN, kR, kP,
                          kMostMemory, bytes_of(key), key.size()) == 1);
  return key;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string random_bytes(std::size_t count) {
  std::string bytes(count, '\0');
  FV_CHECK(RAND_bytes(bytes_of(bytes), static_cast<int>(count)) == 1);
  return bytes;
}

}  // namespace flexverify::base
