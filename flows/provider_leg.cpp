// The provider leg: what was pasted into Flex against what the identity provider publishes. Needs
// no network, so it is known whatever the rest of the check finds.
#include <algorithm>

#include "flows/legs.h"

namespace flexverify::flows {

LegResult provider_leg(Login& login) {
  const auto findings =
      take_findings(login, saml::audit_metadata(*login.metadata, expected_values(login)));
  for (const model::Finding& finding : findings) add(login, finding);
  const auto grave =
      std::ranges::find(findings, model::Severity::Critical, &model::Finding::severity);
  if (grave == findings.end()) return passed("the metadata fits what Flex was given");
  return {model::StepState::Failed, std::string(model::info(grave->code).title), Next::Continue};
}

}  // namespace flexverify::flows
