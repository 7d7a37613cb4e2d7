// Auth0's Classic page, as Lock goes through it: which connection, whether a captcha is wanted, and
// only then the password.
#pragma once

#include "idp-adapters/adapter.h"

namespace flexverify::idp::auth0 {

[[nodiscard]] bool is_classic_page(const PageView& page);
// The client file, a script that names the application's connections.
[[nodiscard]] bool is_client_file(const PageView& page);
// The answer to the question whether a captcha is wanted.
[[nodiscard]] bool is_challenge(const PageView& page);

// The client file where the page names no connection, else the question about a captcha.
Action begin_classic(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action take_connection(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action sign_in_classic(const PageView& page, const LoginFacts& facts, const Memory& memory);

}  // namespace flexverify::idp::auth0
