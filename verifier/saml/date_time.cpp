#include "verifier/saml/date_time.h"

namespace flexverify::saml {
namespace {

constexpr std::size_t kDateLength = 10;  // "2026-11-25"

}  // namespace

// RFC 3339 is more liberal: it lets a space, and small letters, stand between the parts.
std::optional<base::WallTime> parse_date_time(std::string_view text) {
  const bool strict = text.size() > kDateLength && text[kDateLength] == 'T' && !text.ends_with('z');
  return strict ? base::parse_rfc3339(text) : std::nullopt;
}

bool lacks_zone(std::string_view text) {
  return text.find_first_of("Z+-", kDateLength) == std::string_view::npos;
}

}  // namespace flexverify::saml
