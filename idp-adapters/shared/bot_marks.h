// Marks of a page that wants to see a person (captchas and the challenges of content networks).
#pragma once

#include <string>

#include "idp-adapters/page_view.h"

namespace flexverify::idp {

// The mark that was found, for people; "" when the page wants no such thing.
[[nodiscard]] std::string bot_mark(const PageView& page);

}  // namespace flexverify::idp
