// What a browser would not show or run of a page, whatever the login is about.
#pragma once

#include <optional>

#include "verifier/web/content_security_policy.h"
#include "verifier/web/page.h"

namespace flexverify::flows {

// The page of a navigation is not shown: a download, or text.
[[nodiscard]] std::optional<web::Refused> refuse_display(const web::Page& page);
// The page's own script would go on, if the page's policies let it.
[[nodiscard]] std::optional<web::Refused> refuse_step(const web::Page& page);
// The first inline script or handler that the policies stop comes first.
[[nodiscard]] std::vector<web::Refused> stopped_scripts(const web::Page& page,
                                                        const web::Policies& policies);

}  // namespace flexverify::flows
