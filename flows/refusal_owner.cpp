#include "flows/refusal_owner.h"

namespace flexverify::flows {

using model::Finding;

void name_owner(const model::CheckSpec& spec, const std::optional<web::Url>& page_url,
                Finding& finding) {
  if (finding.code != model::Code::BrowserRefuses || !finding.fix) return;
  const auto names = [&](const std::optional<web::Url>& url) {
    return url && web::host_and_port(*url) == finding.fix->party;
  };
  if (names(page_url) || names(spec.url)) {
    finding.fix->party = model::kWebServer;
    return;
  }
  const model::Endpoints& endpoints = spec.endpoints;
  for (const std::string* endpoint : {&endpoints.services, &endpoints.login, &endpoints.iam,
                                      &endpoints.preview, &endpoints.flex_api, &endpoints.flex})
    if (names(web::parse_url(*endpoint))) finding.owner = model::Owner::Network;
}

}  // namespace flexverify::flows
