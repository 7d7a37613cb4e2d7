// The structure of a Response, as SAML's schema has it: what the legacy connection validates
// against before it reads anything.
#pragma once

#include <string>
#include <vector>

#include "verifier/saml/xml.h"

namespace flexverify::saml {

// What does not fit, each with its clause: "Assertion has no Issuer (SAML core 2.3.3)". At most
// five. Extensions, advice and values of attributes are open to anything and not looked at; times
// are read elsewhere.
[[nodiscard]] std::vector<std::string> schema_faults(XmlNode response);

}  // namespace flexverify::saml
