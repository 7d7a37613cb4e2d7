// Connections that are made while the first request of a login runs: to hosts that the login needs
// later and that its configuration names, and a second one to the page's.
#pragma once

#include <vector>

#include "verifier/model/check_spec.h"

namespace flexverify::flows {

// An origin for each connection; none for a check that ends at the page, and none over http.
[[nodiscard]] std::vector<web::Url> places_to_connect_to(const model::CheckSpec& spec);

}  // namespace flexverify::flows
