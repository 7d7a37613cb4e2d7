// A certificate authority of the lab's own, and one certificate for all of its hosts.
#pragma once

#include <string>
#include <vector>

#include "tests/lab/faults.h"
#include "tests/support/pki.h"

namespace flexverify::lab {

struct Identity {
  test::Key key;
  test::CertificatePtr certificate;
  std::string ca_pem;  // of the authority to trust
};
// ECDSA P-256: made in no time at every start.
[[nodiscard]] Identity make_identity(const std::vector<std::string>& names, TlsFault fault);

}  // namespace flexverify::lab
