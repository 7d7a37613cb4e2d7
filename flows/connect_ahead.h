// Connections that are made while the first request of a login runs: to hosts that the login needs
// later and that its configuration names, and a second one to the page's.
#pragma once

#include <vector>

#include "flows/login.h"
#include "verifier/model/check_spec.h"

namespace flexverify::flows {

// An origin for each connection; none for a check that ends at the page, and none over http.
[[nodiscard]] std::vector<web::Url> places_to_connect_to(const model::CheckSpec& spec);

// Connections for the secrets that this login is about to give: to a host of the identity provider
// that the configuration names, and to no other. One while the login is on its way there, when that
// one host is the only one; one for each secret while the provider's pages come, at most two.
void connect_for_first_secret(Login& login);
void connect_for_secrets(Login& login, const web::Url& place);

}  // namespace flexverify::flows
