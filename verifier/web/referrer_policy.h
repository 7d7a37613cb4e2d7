// Referrer Policy: what a request tells of the page that caused it.
#pragma once

#include <string>

#include "verifier/web/page.h"

namespace flexverify::web {

enum class ReferrerPolicy {
  StrictOriginWhenCrossOrigin,  // everybody's default
  NoReferrer,
  NoReferrerWhenDowngrade,
  SameOrigin,
  Origin,
  StrictOrigin,
  OriginWhenCrossOrigin,
  UnsafeUrl,
};

// Referrer Policy 4.8 and HTML Standard, <meta name=referrer>: the last one that is known.
[[nodiscard]] ReferrerPolicy referrer_policy_of(const Page& page);
// Referrer Policy 8.3: the value of Referer, "" for none.
[[nodiscard]] std::string referrer(ReferrerPolicy policy, const Url& from, const Url& to);
// Fetch Standard, "append a request Origin header": may the request of a form name its origin?
[[nodiscard]] bool names_origin(ReferrerPolicy policy, const Url& from, const Url& to);

}  // namespace flexverify::web
