#include "idp-adapters/page_view.h"

namespace flexverify::idp {

PageView::PageView(const web::Page& page)
    : whole(page),
      url(page.url),
      status(page.status),
      headers(page.headers),
      body(page.body),
      document(page.document),
      json(page.json),
      forms(web::forms(page)) {}

}  // namespace flexverify::idp
