// What a TLS handshake showed: the leaf certificate and the verdict on its chain.
#pragma once

#include <optional>
#include <string>

#include "verifier/model/exchange.h"

namespace flexverify::net {

struct Peer {
  std::optional<model::Certificate> certificate;  // without use and days_left
  int error = 0;                                  // X509_V_ERR_…, 0 when the chain is trusted
  std::string words = {};              // why it was refused here, where OpenSSL would have taken it
  bool asked_for_certificate = false;  // … of the client, which had none
};

}  // namespace flexverify::net
