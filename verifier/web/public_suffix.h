// Domains below which anybody may register: Mozilla's public suffix list.
#pragma once

#include <string>

namespace flexverify::web {

// True when nobody may set a cookie for the whole of `domain` ("com", "co.uk", "github.io").
[[nodiscard]] bool is_public_suffix(const std::string& domain);
// The public suffix and one label more ("acme.okta.com" gives "okta.com"); the host itself when
// it has none (an IP address, a public suffix).
[[nodiscard]] std::string registrable_domain(const std::string& host);

}  // namespace flexverify::web
