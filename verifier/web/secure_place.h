// Where a browser sends what only goes to secure places.
#pragma once

#include "verifier/web/url.h"

namespace flexverify::web {

// RFC 6265bis draft-22 5.7 and 5.8 "secure": https, and loopback, as browsers have it.
[[nodiscard]] bool is_secure_place(const Url& url);

}  // namespace flexverify::web
