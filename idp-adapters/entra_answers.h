// The JSON answers that the scripts of Entra's pages ask for: which credential, which factor.
#pragma once

#include "idp-adapters/adapter.h"

namespace flexverify::idp::entra {

[[nodiscard]] bool is_credential_type(const web::Page& page);  // of GetCredentialType
[[nodiscard]] bool is_factor_answer(const web::Page& page);    // of BeginAuth and EndAuth

// The password with the renewed flow token, or the way to the provider that is federated.
Action use_credential_type(const web::Page& page, const LoginFacts& facts, const Memory& memory);
// The code, a further poll, or the form that ends the second factor.
Action use_factor_answer(const web::Page& page, const LoginFacts& facts, const Memory& memory);
// Asks which credential the user has; GetCredentialType.
Action ask_credential_type(const web::Page& page, const LoginFacts& facts, const Memory& memory);
// Begins the best factor that is offered and configured; BeginAuth.
Action begin_factor(const web::Page& page, const LoginFacts& facts, const Memory& memory);

}  // namespace flexverify::idp::entra
