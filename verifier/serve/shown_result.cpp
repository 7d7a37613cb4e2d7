#include "verifier/serve/shown_result.h"

#include <utility>

namespace flexverify::serve {
namespace {

// What pages show of it, and what the next result is compared with. Copies have no room to spare,
// which a result that grew request by request has.
model::CheckResult without_requests(const model::CheckResult& whole) {
  model::CheckResult shown{.name = whole.name,
                           .setup = whole.setup,
                           .url = whole.url,
                           .connection = whole.connection,
                           .question = whole.question,
                           .migrated_on = {},
                           .depth = whole.depth,
                           .reached = whole.reached,
                           .verdict = whole.verdict,
                           .started = whole.started,
                           .duration = whole.duration,
                           .exchange_used = {},
                           .secrets = {},
                           .compared = {},
                           .pages = whole.pages,
                           .idp_adapter = {},
                           .idp_hosts = {},
                           .flex = {},
                           .steps = {},
                           .findings = whole.findings,
                           .saml_request = {},
                           .saml_response = {},
                           .certificates = whole.certificates,
                           .exchanges = {},
                           .connected_ahead = {},
                           .asked_in_vain = {}};
  for (model::Finding& finding : shown.findings) finding.exchange.reset();
  return shown;
}

}  // namespace

ShownResult shown_result(model::CheckResult whole, model::Verdict told) {
  auto result = std::make_shared<const model::CheckResult>(without_requests(whole));
  whole.verdict = told;
  return {std::move(result),
          std::make_shared<const reports::CheckLines>(reports::check_lines(whole))};
}

}  // namespace flexverify::serve
