// Hashes and randomness, by OpenSSL. Inputs and outputs are raw bytes unless a name says otherwise.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace flexverify::base {

[[nodiscard]] std::string sha256(std::string_view bytes);  // 32 bytes
[[nodiscard]] std::string sha384(std::string_view bytes);  // 48 bytes
[[nodiscard]] std::string sha512(std::string_view bytes);  // 64 bytes

enum class Hash { Sha1, Sha256, Sha512 };
// As long as the hash: 20, 32 or 64 bytes.
[[nodiscard]] std::string hmac(Hash hash, std::string_view key, std::string_view data);
// scrypt (RFC 7914; N 32768, r 8, p 1: 32 MiB and about 0.1 s), `size` bytes: for what is kept of a
// secret.
[[nodiscard]] std::string slow_hash(std::string_view secret, std::string_view salt,
                                    std::size_t size);
// In a time that does not depend on where they differ.
[[nodiscard]] bool equal_in_constant_time(std::string_view a, std::string_view b);
// Traps when the system has no randomness.
[[nodiscard]] std::string random_bytes(std::size_t count);

}  // namespace flexverify::base
