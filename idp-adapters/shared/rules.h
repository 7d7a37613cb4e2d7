// Rules that hold for every identity provider.
#pragma once

#include <span>

#include "idp-adapters/adapter.h"

namespace flexverify::idp {

// A page is the first one's that holds; what it holds for is no matter of any one provider.
struct SharedRule {
  std::string_view state;
  bool (*holds)(const PageView&);
  Act act;
};

// Asked before any adapter: saml-response, saml-request, bot-challenge, meta-refresh, auto-submit.
[[nodiscard]] std::span<const SharedRule> shared_rules();
// Asked when the adapter does not know the page: rate-limited, server-error, hand-over, script-hop,
// script-shell.
[[nodiscard]] std::span<const SharedRule> last_resort_rules();

}  // namespace flexverify::idp
