#include "verifier/base/totp.h"

#include <fmt/format.h>

#include <cstdint>

#include "verifier/base/check.h"
#include "verifier/base/secret.h"

namespace flexverify::base {
namespace {

int base32_value(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a';
  if (c >= '2' && c <= '7') return c - '2' + 26;
  return -1;
}

bool is_filler(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '-' || c == '=';
}

std::string big_endian(std::uint64_t number) {
  std::string bytes(8, '\0');
  for (std::size_t i = bytes.size(); i-- > 0; number >>= 8U)
    bytes[i] = static_cast<char>(number & 0xFFU);
  return bytes;
}

unsigned byte_at(const std::string& bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

}  // namespace

std::optional<std::string> base32_decode(std::string_view text) {
  std::string bytes;
  std::uint32_t buffer = 0;
  int bits = 0;
  for (const char c : text) {
    if (is_filler(c)) continue;
    const int value = base32_value(c);
    if (value < 0) {
      wipe(bytes);
      return std::nullopt;
    }
    buffer = ((buffer << 5U) | static_cast<std::uint32_t>(value)) & 0xFFFU;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>((buffer >> static_cast<unsigned>(bits)) & 0xFFU);
  }
  return bytes.empty() ? std::nullopt : std::optional(std::move(bytes));
}

std::int64_t totp_step(const TotpKind& kind, WallTime time) {
  return time.time_since_epoch() / kind.step;
}

std::string totp(std::string_view key, WallTime time, const TotpKind& kind) {
  FV_CHECK(kind.digits > 0 && kind.digits < 10);
  const auto step = static_cast<std::uint64_t>(totp_step(kind, time));
  const std::string mac = hmac(kind.hash, key, big_endian(step));
  // RFC 4226 section 5.3: dynamic truncation.
  const std::size_t offset = byte_at(mac, mac.size() - 1) & 0x0FU;
  std::uint32_t number = byte_at(mac, offset) & 0x7FU;
  for (std::size_t i = 1; i < 4; ++i) number = (number << 8U) | byte_at(mac, offset + i);
  std::uint32_t modulus = 1;
  for (int i = 0; i < kind.digits; ++i) modulus *= 10;
  return fmt::format("{:0{}}", number % modulus, kind.digits);
}

}  // namespace flexverify::base
