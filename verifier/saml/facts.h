// What a report tells of a message. Personal values are marked unless somebody asked to see them.
#pragma once

#include <string>

#include "verifier/model/redact.h"
#include "verifier/model/run.h"
#include "verifier/saml/authn_request.h"
#include "verifier/saml/response.h"

namespace flexverify::saml {

enum class PersonalValues { Marked, Shown };

[[nodiscard]] model::SamlRequestFacts request_facts(const AuthnRequest& request, Binding binding,
                                                    const model::Redactor& redactor);
// Declares the personal values to the redactor, so that no other text shows them either.
[[nodiscard]] model::SamlResponseFacts response_facts(const Response& response,
                                                      PersonalValues personal,
                                                      model::Redactor& redactor);
// "rsa-sha256, verified", "none", "refused: …".
[[nodiscard]] std::string signature_text(const SignatureReport& report);

}  // namespace flexverify::saml
