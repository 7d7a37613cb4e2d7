// What the two assertion consumer services of the lab make of a SAMLResponse. The judgement is
// service_provider's; this hands it the connection and remembers which assertions were used.
#pragma once

#include <string>
#include <variant>

#include "tests/lab/service_provider/judge.h"
#include "tests/lab/world.h"

namespace flexverify::lab {

// `request_id` is "" where the identity provider started the login.
[[nodiscard]] std::variant<Person, sp::Refused> accept_response(World& world,
                                                                const Connection& connection,
                                                                const std::string& request_id,
                                                                const std::string& saml_response);

}  // namespace flexverify::lab
