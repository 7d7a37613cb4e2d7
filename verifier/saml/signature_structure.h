// What a signature says of itself, before any cryptography.
#pragma once

#include "verifier/saml/signature.h"
#include "verifier/saml/xml.h"

namespace flexverify::saml {

// Names the algorithms. State: Refused for a forged structure; Unchecked for means that we, and the
// services, do not know, with the reason in `detail`; Invalid, until somebody verifies it,
// otherwise.
[[nodiscard]] SignatureReport inspect_signature(XmlNode element, XmlNode signature);

}  // namespace flexverify::saml
