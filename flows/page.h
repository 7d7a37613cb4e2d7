// The page's own part: whether it is a Flex page, what its appConfig says, and whether its bundle
// is served as a browser needs it. For the first page of a login and for the one it lands on.
#pragma once

#include "flows/login.h"

namespace flexverify::flows {

// A URL that nobody logs in at: a page of the Console, a bare flex.twilio.com. Before anything is
// sent; the finding says what to type.
[[nodiscard]] std::optional<model::Finding> wrong_url(const Login& login);
// A hosted page for a self-hosted check, or the other way round.
[[nodiscard]] std::optional<model::Finding> wrong_setup(const Login& login,
                                                        const web::Url& arrived);

// Something else than a Flex page.
[[nodiscard]] std::optional<model::Finding> no_flex_page(const Login& login, const web::Page& page,
                                                         const flex::PageFacts& facts);

// Self-hosted: the page's scripts become login.app_config, as far as they can be read.
std::optional<model::Finding> read_app_config(Login& login, const web::Page& page,
                                              const flex::PageFacts& facts);
// What Flex UI needs of it and what cannot be read; the gravest ends the login.
std::optional<model::Finding> judge_app_config(Login& login);
// Whether redirectUrl ends at the page's own origin, with its query (Flex UI keeps what it needs
// for the rest of the login in the storage of its origin).
std::optional<model::Finding> judge_redirect_url(Login& login);
// "appConfig.js replaces oauth.authorizeUrl", "" when it replaces nothing.
[[nodiscard]] std::string describe_overrides(const Login& login);

// Requests in advance: what read_app_config and check_bundles are about to ask for.
void ask_for_app_config_ahead(Login& login, const web::Page& page, const flex::PageFacts& facts);
void ask_for_bundles_ahead(Login& login, const web::Page& page, const flex::PageFacts& facts);

// Every script that may hold Flex.
std::optional<model::Finding> check_bundles(Login& login, const web::Page& page,
                                            const flex::PageFacts& facts);

// What this version of Flex UI cannot do, or what Twilio no longer supports; said once.
std::optional<model::Finding> judge_version(Login& login);

}  // namespace flexverify::flows
