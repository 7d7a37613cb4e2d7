// SAML messages out of whatever they are wrapped in: what people have at hand when a login fails.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "verifier/saml/wrapped_message.h"

namespace flexverify::saml {

// XML, base64 (also URL-encoded), deflated base64, a URL with SAMLRequest or SAMLResponse in its
// query, a form body, what developer tools show of one, a saved HTML page with such a form, a HAR
// file, or an export of SAML-tracer; UTF-8 or UTF-16. A '+' that somebody's tool turned into a
// space is put back where the text is XML only then. In the order in which they were found; the
// same message twice counts once. Empty: nothing of the kind is in it.
[[nodiscard]] std::vector<WrappedMessage> unwrap(std::string_view input);

}  // namespace flexverify::saml
