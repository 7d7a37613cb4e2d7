// What a browser would refuse on the way of a login, besides what the request itself is refused for
// (net/guard.h): scripts that do not run, pages that are not shown, forms that nothing submits.
#pragma once

#include <optional>

#include "flows/login.h"
#include "verifier/web/content_security_policy.h"

namespace flexverify::flows {

// The finding, with whose page it is.
[[nodiscard]] model::Finding browser_refuses(const Login& login, const web::Refused& refused);

// The answer for the file of a <script src> of the page would not run; notes of policies that only
// report are added to the login. nullopt when the page has no such script.
[[nodiscard]] std::optional<model::Finding> refuse_script(Login& login, const web::Page& page,
                                                          const web::Url& src,
                                                          const web::Page& answer);
// The request of a browser for the file of a <script src> of the page.
[[nodiscard]] web::Request script_request(const web::Page& page, const web::Url& src);
// The script's integrity is that of the whole file.
[[nodiscard]] bool needs_whole_file(const web::Page& page, const web::Url& src);
// The page has no storage of its own, where Flex UI keeps what the rest of the login needs.
[[nodiscard]] std::optional<model::Finding> refuse_storage(const Login& login,
                                                           const web::Page& page);
// The page holds a form with that field, and neither a person nor a script would submit it. Script
// files that might do so are fetched.
[[nodiscard]] std::optional<model::Finding> refuse_hand_over(Login& login, const web::Page& page,
                                                             std::string_view field);

}  // namespace flexverify::flows
