// The value of a SAMLRequest or SAMLResponse field as bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace flexverify::saml {

// The XML inside, decoded and inflated; else what base64 makes of it; nullopt: it is no base64. A
// copied text may have lost its '+' to form decoding, or have kept its '%': of the readings the
// one that is well-formed XML counts.
[[nodiscard]] std::optional<std::string> decode_field(std::string_view value);

// Begins like XML, behind white space and a byte order mark.
[[nodiscard]] bool looks_like_xml(std::string_view text);

}  // namespace flexverify::saml
