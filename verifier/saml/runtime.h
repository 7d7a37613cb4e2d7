// libxml2 and xmlsec need one start for the whole process.
#pragma once

namespace flexverify::saml {

// Starts libxml2 and xmlsec once; safe to call from any thread, any number of times.
void start_xml_libraries();

}  // namespace flexverify::saml
