// What a document's own server wants of the requests that the document causes (HTML
// Standard 7.1.6).
#pragma once

#include <memory>

#include "verifier/web/content_security_policy.h"
#include "verifier/web/referrer_policy.h"

namespace flexverify::web {

struct PolicyContainer {
  Policies policies;  // outlives the document: names none of its elements
  // What a request from here tells of this address.
  ReferrerPolicy referrer = ReferrerPolicy::StrictOriginWhenCrossOrigin;
};

[[nodiscard]] std::shared_ptr<const PolicyContainer> container_of(const Page& page);
// A sandbox took the document's origin away: its requests come from no site at all.
[[nodiscard]] bool has_opaque_origin(const PolicyContainer* container);

}  // namespace flexverify::web
