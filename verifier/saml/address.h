// Where a SAML message is sent to.
#pragma once

#include <string>

#include "verifier/web/url.h"

namespace flexverify::saml {

// Without the parameters of the SAML bindings and the fragment.
[[nodiscard]] std::string address_of(const web::Url& url);

}  // namespace flexverify::saml
