// The user name and the password: GetCredentialType first, as the sign-in page's script does.
#pragma once

#include "idp-adapters/adapter.h"

namespace flexverify::idp::entra {

// The answer to GetCredentialType.
[[nodiscard]] bool is_credential_type(const PageView& page);

// On the sign-in page: asks which credential the user has, or reports the error that it shows.
Action ask_credential_type(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action report_sign_in(const PageView& page, const LoginFacts& facts, const Memory& memory);
// On the answer: the password with the renewed flow token, or the way to the federated provider.
Action use_credential_type(const PageView& page, const LoginFacts& facts, const Memory& memory);

}  // namespace flexverify::idp::entra
