// Subresource Integrity: digests as "sha384-<base64>".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace flexverify::web {

// SRI 3.3.3: the digests of the strongest algorithm that is named; empty when none is known.
[[nodiscard]] std::vector<std::string> digests_in(std::string_view integrity);
// "sha256-…", in either alphabet of base64, is the digest of these bytes.
[[nodiscard]] bool is_digest_of(std::string_view bytes, std::string_view digest);

}  // namespace flexverify::web
