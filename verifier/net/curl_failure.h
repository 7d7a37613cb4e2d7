// Why a transfer failed, out of everything libcurl and OpenSSL said about it.
#pragma once

#include <string>

#include "verifier/net/transport.h"

namespace flexverify::net {

struct Symptoms {
  int code = 0;                        // CURLcode
  int verify_error = 0;                // X509_V_ERR_…, 0 when the chain was trusted
  std::string words{};                 // libcurl's own
  std::string peer_words{};            // why we refused a certificate that OpenSSL would take
  bool asked_for_certificate = false;  // … of the client, which had none
  bool stopped = false;                // by our stop_token
  std::string inside{};                // the kind of an address that was refused
  bool too_large = false;              // by our limits
  bool answer_begun = false;           // a byte of the response was there
  bool through_proxy = false;          // the request was to go through one
  long proxy_status = 0;               // of CONNECT, 0 when there was none
};

[[nodiscard]] Failure diagnose(const Symptoms& symptoms);

}  // namespace flexverify::net
