// The headers that a browser sets by itself.
#pragma once

#include <string>

#include "verifier/web/message.h"

namespace flexverify::net {

// Those of `request`, and for each name that it does not set itself, the browser's. Referer and
// Origin follow the policy of the page. `user_agent` "" means the verifier's own.
[[nodiscard]] web::Headers wire_headers(const web::Request& request, const std::string& cookies,
                                        const std::string& user_agent);

}  // namespace flexverify::net
