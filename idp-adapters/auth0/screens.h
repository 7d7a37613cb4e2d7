// What an Auth0 page is, whichever way it was made: New Universal Login, own screens (ACUL) or the
// Classic page.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "idp-adapters/adapter.h"

namespace flexverify::idp::auth0 {

// The JSON in `name("<base64>")`, as atob has it; nullopt when there is none.
[[nodiscard]] std::optional<base::Json> encoded_json(const web::Page& page);
// "login-id", "mfa-otp-challenge": from the path below /u/, or from the screen's own name.
[[nodiscard]] std::string screen_name(const web::Page& page);
// data-error-code of a field or of the page, or the code of a screen of one's own; "" when none.
[[nodiscard]] std::string error_code(const web::Page& page);
[[nodiscard]] Stop stop_for(const web::Page& page, const std::string& code);

// POST of the page's main form, or of its state where scripts would make the form.
[[nodiscard]] Action answer(const web::Page& page, web::FormEntry value, std::string_view action);
[[nodiscard]] Action press(const web::Page& page, std::string_view action);

// The Classic page: its own calls and answers.
[[nodiscard]] bool is_classic_page(const web::Page& page);
[[nodiscard]] bool is_classic_refusal(const web::Page& page);
Action sign_in_classic(const web::Page& page, const LoginFacts& facts, const Memory& memory);
Action report_classic(const web::Page& page, const LoginFacts& facts, const Memory& memory);

}  // namespace flexverify::idp::auth0
