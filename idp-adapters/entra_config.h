// What Entra's pages hold: everything stands in $Config, the HTML is a shell.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "idp-adapters/adapter.h"
#include "verifier/base/json.h"
#include "verifier/web/form.h"

namespace flexverify::idp::entra {

// The $Config of a page; nullopt when it has none.
[[nodiscard]] std::optional<base::Json> config_of(const web::Page& page);
// "ConvergedSignIn": $Config's pgid, else the PageID of a <meta>.
[[nodiscard]] std::string page_id(const web::Page& page, const base::Json& config);
// sErrorCode, iErrorCode or serverError, as digits; "" when the page shows none.
[[nodiscard]] std::string error_code(const base::Json& config);
// AADSTSnnnnn in a text: the digits, "" when there are none.
[[nodiscard]] std::string aadsts(std::string_view text);

// What an error number means for this login, with Microsoft's own text when the page has one.
[[nodiscard]] Stop stop_for(const web::Page& page, const std::string& number,
                            const std::string& said);
[[nodiscard]] bool is_known_error(const std::string& number);

// POST of a form to `url` (relative to the page), as the page's script makes it.
[[nodiscard]] std::optional<web::Request> form_post(const web::Page& page, std::string_view url,
                                                    web::Values values);
// POST of JSON with the headers of the page's script.
[[nodiscard]] std::optional<web::Request> json_post(const web::Page& document,
                                                    const base::Json& config, std::string_view url,
                                                    web::JsonBody body);

}  // namespace flexverify::idp::entra
