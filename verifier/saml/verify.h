// The verification of one element's own signature.
#pragma once

#include <string>
#include <vector>

#include "verifier/saml/signature.h"
#include "verifier/saml/xml.h"

namespace flexverify::saml {

// `element` is the Response or the Assertion whose direct child Signature is looked at. The
// document's ids must have been checked (unique) and registered by register_ids.
[[nodiscard]] SignatureReport verify_signature(XmlNode element,
                                               const std::vector<std::string>& trusted);

// Registers the ID of every Response and Assertion. False when any ID appears twice in the
// document, in whatever attribute spelling: nothing may be verified then.
[[nodiscard]] bool register_ids(const XmlDocument& document);

}  // namespace flexverify::saml
