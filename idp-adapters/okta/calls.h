// What Okta's two engines share: requests of its page's script, and addresses that an answer names.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "idp-adapters/adapter.h"

namespace flexverify::idp::okta {

// `var stateToken = '…'` or "stateToken":"…" of the sign-in page, else the one in its address; ""
// when there is none.
[[nodiscard]] std::string state_token(const PageView& page);
// A text that the page's scripts give that name in the same two ways; "" when there is none.
[[nodiscard]] std::string script_text(const PageView& page, std::string_view name);

// POST of JSON to an address that an answer gave. nullopt unless it is of the origin of the page
// in the window: an answer does not decide where a password goes.
[[nodiscard]] std::optional<web::Request> call(const PageView& page, const Memory& memory,
                                               std::string_view href, web::JsonBody body);
// GET of such an address; with `elsewhere`, also of another origin over https.
enum class Where { SameOrigin, Elsewhere };
[[nodiscard]] std::optional<web::Request> visit(const PageView& page, const Memory& memory,
                                                std::string_view href, Where where);
[[nodiscard]] Stop foreign_address(const PageView& page);

}  // namespace flexverify::idp::okta
