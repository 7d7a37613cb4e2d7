// What a browser posted, out of the postData of a HAR file.
#pragma once

#include <string_view>

#include "verifier/web/recorded_exchange.h"

namespace flexverify::web {

[[nodiscard]] RecordedBody read_recorded_body(const base::Json& request, std::string_view method);

}  // namespace flexverify::web
