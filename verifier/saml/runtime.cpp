#include "verifier/saml/runtime.h"

#include <libxml/globals.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <xmlsec/crypto.h>
#include <xmlsec/errors.h>
#include <xmlsec/io.h>
#include <xmlsec/xmlsec.h>

#include <mutex>

#include "verifier/base/check.h"

namespace flexverify::saml {
namespace {

// Faults of a message are findings; nothing is printed.
void ignore_xml_error(void*, const char*, ...) {}
void ignore_xmlsec_error(const char*, int, const char*, const char*, const char*, int,
                         const char*) {}

void start() {
  xmlInitParser();
  xmlSetGenericErrorFunc(nullptr, ignore_xml_error);        // of this thread
  xmlThrDefSetGenericErrorFunc(nullptr, ignore_xml_error);  // of those to come
  FV_CHECK(xmlSecInit() >= 0);
  xmlSecErrorsSetCallback(ignore_xmlsec_error);
  FV_CHECK(xmlSecCryptoAppInit(nullptr) >= 0);
  FV_CHECK(xmlSecCryptoInit() >= 0);
  xmlSecIOCleanupCallbacks();  // a reference can never open a file or a connection
}

}  // namespace

void start_xml_libraries() {
  static std::once_flag once;
  std::call_once(once, start);
}

}  // namespace flexverify::saml
