// Domain names to ASCII (UTS #46 as the URL Standard uses it), and the public suffix list.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace flexverify::web {

// "domain to ASCII", not strict. `domain` is UTF-8. nullopt is failure.
[[nodiscard]] std::optional<std::string> domain_to_ascii(std::string_view domain);

// True when nobody may set a cookie for the whole of `domain` ("com", "co.uk", "github.io").
[[nodiscard]] bool is_public_suffix(const std::string& domain);
// The public suffix and one label more ("acme.okta.com" gives "okta.com"); the host itself when
// it has none (an IP address, a public suffix).
[[nodiscard]] std::string registrable_domain(const std::string& host);

}  // namespace flexverify::web
