// Signing in by a command of the user's.
#pragma once

#include "flows/login.h"

namespace flexverify::flows {

[[nodiscard]] bool is_external(const Login& login);
// Runs the command with the URL of the AuthnRequest and makes its output the page to go on from:
// the one it printed, or what the identity provider answers with the cookies it printed.
// Findings: config-invalid (no command, or an AuthnRequest that no URL carries), needs-browser
// (the command failed), page-not-recognised (it printed something else), and those of follow().
[[nodiscard]] std::optional<model::Finding> sign_in_externally(Login& login);

}  // namespace flexverify::flows
