// A certificate authority of the lab's own, and one certificate for all of its hosts.
#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/lab/faults.h"

namespace flexverify::lab {

struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct FreeCertificate {
  void operator()(X509* certificate) const { X509_free(certificate); }
};
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;
using Certificate = std::unique_ptr<X509, FreeCertificate>;

struct Identity {
  Key key;
  Certificate certificate;
  std::string ca_pem;  // of the authority to trust
};
// ECDSA P-256: made in no time at every start.
[[nodiscard]] Identity make_identity(const std::vector<std::string>& names, TlsFault fault);

}  // namespace flexverify::lab
