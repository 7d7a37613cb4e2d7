// XML signatures, by xmlsec. What is read is the node that was verified, never a look-alike.
#pragma once

#include <optional>
#include <string>

#include "verifier/model/exchange.h"
#include "verifier/saml/refused_by.h"

namespace flexverify::saml {

enum class SignatureState {
  Absent,
  Valid,             // verified, over exactly the element that carries it, by the right certificate
  OtherCertificate,  // whole, but made with a certificate that was not given as the right one
  Unchecked,         // no certificate is at hand, or it is of a form that we cannot verify
  Invalid,           // digest or signature value wrong
  Refused,           // a structure that is never accepted: it covers another element, or several
};

// Whose certificate a signature was verified with. The three are never mixed: what Flex holds,
// what the identity provider publishes, and what the message carries are three statements.
enum class KeySource { None, Pasted, Published, Message };

struct SignatureReport {
  SignatureState state = SignatureState::Absent;  // what was found
  std::string algorithm;                          // "rsa-sha256"; "" when absent
  std::string digest;                             // "sha256"
  std::string canonicalization;                   // "" is exclusive; "inclusive", "inclusive 1.1"
  bool weak = false;                              // SHA-1 somewhere
  // By its algorithms, whether or not it holds.
  RefusedBy refused_by = RefusedBy::Neither;
  KeySource key = KeySource::None;
  std::string detail;                             // why it is not valid
  std::optional<model::Certificate> certificate;  // the one that verified it, or the embedded one
  std::optional<model::Certificate> embedded;     // the first in KeyInfo
  bool embedded_unreadable = false;               // there is one in KeyInfo, and it is none
};

// Verified with a certificate that somebody gave us.
[[nodiscard]] constexpr bool is_pinned(const SignatureReport& report) {
  return report.state == SignatureState::Valid && report.key != KeySource::Message;
}

}  // namespace flexverify::saml
