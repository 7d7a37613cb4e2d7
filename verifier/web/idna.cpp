#include "verifier/web/idna.h"

#include <unicode/uidna.h>

#include <algorithm>
#include <array>
#include <memory>

#include "verifier/base/check.h"
#include "verifier/base/text.h"

namespace flexverify::web {
namespace {

constexpr std::size_t kMaxDomain = 1024;  // far above the 253 of DNS

bool has_punycode(std::string_view lower) {
  return lower.starts_with("xn--") || base::contains(lower, ".xn--");
}

struct CloseIdna {
  void operator()(UIDNA* idna) const { uidna_close(idna); }
};

// URL Standard, domain to ASCII with beStrict false: CheckHyphens and VerifyDnsLength are false.
std::optional<std::string> by_icu(std::string_view domain) {
  constexpr std::uint32_t kOptions =
      UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII;
  constexpr std::uint32_t kTolerated =
      UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG | UIDNA_ERROR_DOMAIN_NAME_TOO_LONG |
      UIDNA_ERROR_LEADING_HYPHEN | UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UIDNA, CloseIdna> idna(uidna_openUTS46(kOptions, &status));
  FV_CHECK(U_SUCCESS(status));
  std::array<char, kMaxDomain * 6> buffer;
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  const std::int32_t length = uidna_nameToASCII_UTF8(
      idna.get(), domain.data(), static_cast<std::int32_t>(domain.size()), buffer.data(),
      static_cast<std::int32_t>(buffer.size()), &info, &status);
  if (U_FAILURE(status) || (info.errors & ~kTolerated) != 0) return std::nullopt;
  return std::string(buffer.data(), static_cast<std::size_t>(length));
}

}  // namespace

std::optional<std::string> domain_to_ascii(std::string_view domain) {
  if (domain.size() > kMaxDomain) return std::nullopt;
  std::string lower = base::ascii_lower(domain);
  if (base::is_ascii(lower) && !has_punycode(lower)) return lower;
  return by_icu(domain);
}

}  // namespace flexverify::web
