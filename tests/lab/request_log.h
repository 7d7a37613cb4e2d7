// What a client asked the lab for, by names alone: to compare two clients.
#pragma once

#include <string>

#include "tests/lab/http.h"

namespace flexverify::lab {

// {"method","host","path","query":[names],"fields":[names],"headers":[names]} in one line; the
// names are sorted and said once. Fields are those of a form or of a JSON object.
[[nodiscard]] std::string request_line(const Request& request);

}  // namespace flexverify::lab
