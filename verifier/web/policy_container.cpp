#include "verifier/web/policy_container.h"

namespace flexverify::web {

std::shared_ptr<const PolicyContainer> container_of(const Page& page) {
  PolicyContainer container{policies_of(page), referrer_policy_of(page)};
  for (Policy& policy : container.policies) policy.meta = nullptr;
  return std::make_shared<const PolicyContainer>(std::move(container));
}

bool has_opaque_origin(const PolicyContainer* container) {
  return container != nullptr &&
         sandbox_without(container->policies, "allow-same-origin") != nullptr;
}

}  // namespace flexverify::web
