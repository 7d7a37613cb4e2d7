#include "verifier/config/one_time_code.h"

#include <array>
#include <charconv>
#include <optional>
#include <string>

#include "verifier/base/text.h"
#include "verifier/web/query.h"
#include "verifier/web/url.h"

namespace flexverify::config {
namespace {

constexpr std::string_view kExpected =
    "expected base32 (letters A-Z and digits 2-7), or an otpauth://totp/ URI";

base::Result<TotpSecret> from_base32(std::string_view text, const base::TotpKind& kind) {
  auto key = base::base32_decode(text);
  if (!key) return base::fail("", "what was read is no TOTP secret; " + std::string(kExpected));
  TotpSecret secret{base::Secret(*key), kind};
  base::wipe(*key);
  return secret;
}

std::optional<int> number_in(std::string_view text, int least, int most) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole && number >= least && number <= most ? std::optional(number) : std::nullopt;
}

std::optional<base::Hash> hash_named(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, base::Hash>, 3> kHashes = {
      {{"SHA1", base::Hash::Sha1}, {"SHA256", base::Hash::Sha256}, {"SHA512", base::Hash::Sha512}}};
  for (const auto& [known, hash] : kHashes)
    if (base::equals_ignoring_case(base::replace_all(std::string(name), "-", ""), known))
      return hash;
  return std::nullopt;
}

// The Key URI Format of authenticator apps.
base::Result<TotpSecret> from_uri(std::string_view text) {
  const auto url = web::parse_url(base::trim(text));
  if (!url || url->host != "totp" || !url->query)
    return base::fail("", "this otpauth URI is not of the kind totp; " + std::string(kExpected));
  const auto value = [&](std::string_view name, std::string_view otherwise) {
    return web::query_value(*url->query, name).value_or(std::string(otherwise));
  };
  const auto hash = hash_named(value("algorithm", "SHA1"));
  const auto digits = number_in(value("digits", "6"), 6, 8);
  const auto period = number_in(value("period", "30"), 5, 300);
  if (!hash || !digits || !period)
    return base::fail("",
                      "the otpauth URI has another algorithm than SHA1, SHA256 or SHA512, other "
                      "digits than 6 to 8, or another period than 5 to 300");
  return from_base32(value("secret", ""), {*hash, *digits, base::Millis{1'000} * *period});
}

}  // namespace

base::Result<TotpSecret> parse_totp_secret(std::string_view text) {
  constexpr std::string_view kScheme = "otpauth://";
  const std::string_view trimmed = base::trim(text);
  const bool uri = base::equals_ignoring_case(trimmed.substr(0, kScheme.size()), kScheme);
  return uri ? from_uri(trimmed) : from_base32(trimmed, {});
}

}  // namespace flexverify::config
