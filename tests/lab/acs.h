// The rules of the service provider: what it takes from a SAMLResponse, or why it refuses.
#pragma once

#include <string>
#include <variant>

#include "tests/lab/world.h"

namespace flexverify::lab {

struct Refused {
  std::string why;  // in the words of the library behind Twilio's ACS, facts 5.4
};

// Everything is verified, each time: signature with the pinned certificate, issuer, audience,
// recipient, destination, times, InResponseTo, and that the assertion is new.
[[nodiscard]] std::variant<Person, Refused> accept_response(World& world,
                                                            const Connection& connection,
                                                            const LoginTransaction& transaction,
                                                            const std::string& saml_response);

}  // namespace flexverify::lab
