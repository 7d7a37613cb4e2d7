// The external adapter: a command of the user's signs in, in whatever way the tenant demands, and
// prints what it came back with.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "idp-adapters/adapter.h"
#include "verifier/base/result.h"
#include "verifier/base/time.h"

namespace flexverify::idp {

inline constexpr std::string_view kExternalId = "external";

// The page that holds the form with the SAMLResponse.
struct PrintedPage {
  web::Page page;
};
// A Netscape cookie file, as Set-Cookie headers; each belongs to `url`'s host or a parent of it.
struct PrintedCookies {
  web::Headers headers;
  std::size_t others = 0;  // cookies of other hosts, which were left out
};
using Printed = std::variant<PrintedPage, PrintedCookies>;

// What the command printed. `url` is the address that it was given: relative actions are resolved
// against it, and only cookies that its host would get are taken. The Error says what was expected
// and repeats nothing, since the output is as good as a password.
[[nodiscard]] base::Result<Printed> read_printed(const std::string& output, const web::Url& url);

}  // namespace flexverify::idp
