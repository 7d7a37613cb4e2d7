// The verification of one element's own signature.
#pragma once

#include "verifier/saml/certificate.h"
#include "verifier/saml/signature.h"
#include "verifier/saml/xml.h"

namespace flexverify::saml {

// `element` is the Response or the Assertion whose direct child Signature is looked at. The
// document's ids must have been checked (unique) and registered by register_ids. Certificates of
// KeyInfo are remembered in the keyring, so that each is read once.
[[nodiscard]] SignatureReport verify_signature(XmlNode element, Keyring& keyring);

// Registers the ID of every Response and Assertion among `nodes`, which are all elements of the
// document. False when any ID appears twice, in whatever attribute spelling: nothing may be
// verified then.
[[nodiscard]] bool register_ids(const XmlDocument& document, const std::vector<XmlNode>& nodes);

}  // namespace flexverify::saml
