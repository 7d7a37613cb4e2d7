// The URL against which a document's links and forms are resolved.
#pragma once

#include <string_view>

#include "verifier/web/page.h"

namespace flexverify::web {

// HTML Standard 2.4.3: the first <base> with an href, or the document's URL.
[[nodiscard]] Url document_base(const Page& page);

}  // namespace flexverify::web
