// The facts of an X.509 certificate, wherever it was seen.
#pragma once

#include "verifier/model/exchange.h"

struct x509_st;  // OpenSSL's X509

namespace flexverify::model {

// `use` and `days_left` are the caller's to fill in. A field that cannot be read stays empty.
[[nodiscard]] Certificate describe(const x509_st* certificate);

}  // namespace flexverify::model
