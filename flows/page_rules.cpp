#include "flows/page_rules.h"

#include "verifier/base/text.h"
#include "verifier/web/navigate.h"
#include "verifier/web/script_policy.h"
#include "verifier/web/select.h"
#include "verifier/web/xhtml.h"

namespace flexverify::flows {

std::vector<web::Refused> stopped_scripts(const web::Page& page, const web::Policies& policies) {
  std::vector<web::Refused> all;
  const auto note = [&](const web::Element& element, web::InlineCode kind,
                        const std::string& source) {
    for (web::Refused& refused : web::refuse_inline(policies, element, kind, source))
      all.push_back(std::move(refused));
  };
  for (const web::Element* body : web::elements(page.document, "body"))
    if (const std::string* onload = body->attribute("onload"))
      note(*body, web::InlineCode::Handler, *onload);
  for (const web::InlineScript& script : web::inline_script_elements(page.document))
    note(*script.element, web::InlineCode::Script, script.source);
  return all;
}

std::optional<web::Refused> refuse_step(const web::Page& page) {
  if (web::auto_submit(page) || !web::auto_submit(page, {})) return std::nullopt;
  const std::vector<web::Refused> stopped = stopped_scripts(page, web::policies_of(page));
  const web::Refused* first = web::enforced(stopped);
  return first == nullptr ? std::nullopt : std::optional(*first);
}

std::optional<web::Refused> refuse_display(const web::Page& page) {
  const auto refused = [&](std::string header, const std::string& words, std::string allow) {
    return web::Refused{.header = std::move(header),
                        .words = base::printable(words, 200),
                        .page = page.url,
                        .step = "show this page",
                        .allow = std::move(allow)};
  };
  if (page.status == 204 || page.status == 205)
    return refused("status", std::to_string(page.status), "status 200 with a page");
  const std::string* disposition = web::find_header(page.headers, "Content-Disposition");
  if (disposition != nullptr && base::ascii_lower(*disposition).starts_with("attachment"))
    return refused("Content-Disposition", *disposition, "no Content-Disposition: attachment");
  if (page.content_type == "application/xhtml+xml" && !web::is_well_formed(page.body))
    return refused("Content-Type", page.content_type + ", of a page that is not well-formed",
                   "Content-Type: text/html");
  const bool is_markup = base::contains(base::ascii_lower(page.body.substr(0, 4096)), "<form");
  if (page.document.empty() && !page.json && is_markup)
    return refused("Content-Type", page.content_type, "Content-Type: text/html");
  return std::nullopt;
}

}  // namespace flexverify::flows
