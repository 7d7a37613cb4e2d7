// What an Auth0 page is, whichever way it was made: New Universal Login, own screens (ACUL) or the
// Classic page.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "idp-adapters/adapter.h"

namespace flexverify::idp::auth0 {

// The JSON in `name("<base64>")`, as atob has it; nullopt when there is none.
[[nodiscard]] std::optional<base::Json> encoded_json(const PageView& page);
// "login-id", "mfa-otp-challenge": from the path below /u/, or from the screen's own name.
[[nodiscard]] std::string screen_name(const PageView& page);
// data-error-code of a field or of the page, or the code of a screen of one's own; "" when none.
[[nodiscard]] std::string error_code(const PageView& page);
[[nodiscard]] Stop stop_for(const PageView& page, const std::string& code);

// POST of the page's main form, or of its state where scripts would make the form.
[[nodiscard]] Action answer(const PageView& page, web::FormEntry value, std::string_view action);
[[nodiscard]] Action press(const PageView& page, std::string_view action);

// The Classic page's call refused the user; the calls themselves are in classic.h.
[[nodiscard]] bool is_classic_refusal(const PageView& page);
Action report_classic(const PageView& page, const LoginFacts& facts, const Memory& memory);

}  // namespace flexverify::idp::auth0
