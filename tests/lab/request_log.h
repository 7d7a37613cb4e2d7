// What a client asked the lab for, and how it answered: to compare two clients. By names; of the
// values only those that are a choice among a few.
#pragma once

#include <string>

#include "tests/lab/http.h"

namespace flexverify::lab {

// {"method","host","path","query":[names],"fields":[names],"choices":{name:value},"headers":[names],
// "accept","content_type","status","refused"} in one line; the names are sorted and said once.
// Fields are those of a form or of a JSON object, "credentials.passcode" in an inner one; choices
// those whose value is a word or a small number. "refused" is what a look-alike says of a request
// that the real provider would not take.
[[nodiscard]] std::string request_line(const Request& request, const Reply& reply);

}  // namespace flexverify::lab
