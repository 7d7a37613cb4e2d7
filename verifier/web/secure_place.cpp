#include "verifier/web/secure_place.h"

namespace flexverify::web {

bool is_secure_place(const Url& url) { return url.scheme == "https" || is_loopback(url); }

}  // namespace flexverify::web
