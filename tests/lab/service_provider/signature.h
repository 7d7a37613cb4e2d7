// One XML signature, verified by xmlsec with the certificate that Flex holds and with no other.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "tests/lab/service_provider/xml.h"

namespace flexverify::lab::sp {

// What a service provider's library takes: the last words of the algorithms' URIs.
struct Algorithms {
  std::span<const std::string_view> signature;
  std::span<const std::string_view> digest;
};

// "" when the signature holds, covers its parent and nothing else; else why not.
[[nodiscard]] std::string signature_fault(const Xml& xml, Node signature,
                                          const std::string& certificate_pem,
                                          const Algorithms& algorithms);
// SHA-1 of the certificate inside the signature, upper-case hexadecimal; "" when it has none.
[[nodiscard]] std::string thumbprint_inside(Node signature);
// The same of a PEM certificate.
[[nodiscard]] std::string thumbprint_of(const std::string& certificate_pem);
// A certificate that is not valid today.
[[nodiscard]] bool is_out_of_time(const std::string& certificate_pem);

}  // namespace flexverify::lab::sp
