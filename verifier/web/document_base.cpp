#include "verifier/web/document_base.h"

#include "verifier/web/policy_container.h"
#include "verifier/web/select.h"

namespace flexverify::web {

Url document_base(const Page& page) {
  for (const Element* base : elements(page.document, "base")) {
    const std::string* href = base->attribute("href");
    if (href == nullptr) continue;
    // A <base> that is no URL, or is one of these schemes, means the document's own URL.
    const auto url = parse_url(*href, &page.url);
    if (!url || url->scheme == "data" || url->scheme == "javascript") break;
    if (page.policies != nullptr && !allows_base(page.policies->policies, *url)) break;
    return *url;
  }
  return page.url;
}

}  // namespace flexverify::web
