// XML signatures, by xmlsec. What is read is the node that was verified, never a look-alike.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "verifier/base/result.h"
#include "verifier/model/exchange.h"

namespace flexverify::saml {

enum class SignatureState {
  Absent,
  Valid,    // verified, over exactly the element that carries it
  Invalid,  // digest or signature value wrong, or it covers another element
  Refused,  // an algorithm, transform or structure that is never accepted
};

struct SignatureReport {
  SignatureState state = SignatureState::Absent;
  std::string algorithm;                          // "rsa-sha256"; "" when absent
  std::string digest;                             // "sha256"
  bool weak = false;                              // SHA-1 somewhere
  bool pinned = false;                            // verified with a certificate that we were given
  bool other_certificate = false;                 // it holds, but with one that we were not given
  std::string detail;                             // why it is invalid or refused
  std::optional<model::Certificate> certificate;  // the one that verified it, or the embedded one
};

}  // namespace flexverify::saml
