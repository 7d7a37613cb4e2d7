// Where a browser sends what only goes to secure places.
#pragma once

#include "verifier/web/url.h"

namespace flexverify::web {

// RFC 6265bis draft-22 5.7 and 5.8 leave to the client what "secure" is: https, and loopback, which
// Chromium and Firefox count as well.
[[nodiscard]] bool is_secure_place(const Url& url);

}  // namespace flexverify::web
