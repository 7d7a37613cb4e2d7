// Where a browser would go next by itself.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "verifier/web/content_security_policy.h"
#include "verifier/web/form.h"
#include "verifier/web/message.h"
#include "verifier/web/page.h"

namespace flexverify::web {

struct BadLocation {
  std::string value;  // as the server sent it
};
// HTTP redirects (Fetch Standard, HTTP-redirect fetch): 301, 302, 303, 307, 308 with a Location.
// 301 and 302 turn POST into GET, 303 turns all but HEAD into GET, 307 and 308 repeat the
// request. The fragment of the old URL is kept when the new one has none. nullopt: no redirect.
[[nodiscard]] std::optional<std::variant<Request, BadLocation>> redirect(const Request& request,
                                                                         const Response& response);

// The Refresh header or <meta http-equiv=refresh> of at most 5 seconds, outside <noscript>.
[[nodiscard]] std::optional<Request> refresh(const Page& page);

// A form that the page submits by itself: a script calls submit() or clicks its button (an
// onload attribute or an inline script), and it has no visible control that a person must fill
// in. The first such form.
[[nodiscard]] std::optional<Request> auto_submit(const Page& page);
// The same under other policies than the page's.
[[nodiscard]] std::optional<Request> auto_submit(const Page& page, const Policies& policies);
// The same with the page's forms, where they are known already.
[[nodiscard]] std::optional<Request> auto_submit(const Page& page, const std::vector<Form>& all,
                                                 const Policies& policies);

// A page with nothing but one hidden form and a script from elsewhere, which cannot be read here
// and which probably submits it. A guess, for pages that nobody knows better.
[[nodiscard]] std::optional<Request> bare_hand_over(const Page& page, const std::vector<Form>& all);

// A string literal that an inline script assigns to (window|document|top|self|parent).location
// or .href, or passes to location.replace/assign; JavaScript escapes decoded. Only when the page
// offers nothing else: no form with a visible control.
[[nodiscard]] std::optional<Request> script_hop(const Page& page);
[[nodiscard]] std::optional<Request> script_hop(const Page& page, const std::vector<Form>& all);

// refresh, auto_submit, bare_hand_over, script_hop: the first that applies.
[[nodiscard]] std::optional<Request> automatic_step(const Page& page);

}  // namespace flexverify::web
