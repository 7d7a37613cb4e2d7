// What Entra's pages hold: everything stands in $Config, the HTML is a shell. And the requests that
// their scripts make.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "idp-adapters/adapter.h"
#include "verifier/base/json.h"
#include "verifier/web/form.h"

namespace flexverify::idp::entra {

// The $Config of a page; nullopt when it has none.
[[nodiscard]] std::optional<base::Json> config_of(const PageView& page);
// That of the document in the window: the page whose script asked for a JSON answer.
[[nodiscard]] std::optional<base::Json> window_config(const Memory& memory);
// "ConvergedSignIn": $Config's pgid, else the PageID of a <meta>.
[[nodiscard]] std::string page_id(const PageView& page, const base::Json& config);

// A number, or a text, as text; "" for anything else.
[[nodiscard]] std::string number_text(const base::Json* value);
[[nodiscard]] std::int64_t number(const base::Json& json, std::string_view key);

// sFTName: what the flow token's field is called.
[[nodiscard]] std::string token_name(const base::Json& config);
// POST of a form to `url` (relative to the page), as the page's script makes it.
[[nodiscard]] std::optional<web::Request> form_post(const PageView& page, std::string_view url,
                                                    web::Values values);
// POST of JSON with the headers of the page's script.
[[nodiscard]] std::optional<web::Request> json_post(const PageView& document,
                                                    const base::Json& config, std::string_view url,
                                                    web::JsonBody body);
// GET, when `url` (relative to the page) is https.
[[nodiscard]] std::optional<web::Request> navigation(const PageView& page, std::string_view url);

// The page says of itself what its $Config does not bear out.
[[nodiscard]] Stop unreadable(const PageView& page, std::string_view missing);

}  // namespace flexverify::idp::entra
