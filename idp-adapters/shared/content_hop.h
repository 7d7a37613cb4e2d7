// NetIQ Access Manager shows its pages inside another one, whose script fetches them.
#pragma once

#include <optional>

#include "idp-adapters/page_view.h"
#include "verifier/web/message.h"

namespace flexverify::idp {

// What the page's call of getToContent('address', 'element') fetches: the page with the form.
// nullopt when no script of the page calls it by itself.
[[nodiscard]] std::optional<web::Request> content_hop(const PageView& page);

}  // namespace flexverify::idp
