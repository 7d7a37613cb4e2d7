// Rules that hold for every identity provider.
#pragma once

#include <span>

#include "idp-adapters/adapter.h"

namespace flexverify::idp {

// Asked before any adapter: saml-response, saml-request, bot-challenge, meta-refresh,
// auto-submit.
[[nodiscard]] std::span<const Rule> shared_rules();
// Asked when the adapter does not know the page: script-hop, rate-limited, server-error,
// script-shell.
[[nodiscard]] std::span<const Rule> last_resort_rules();

}  // namespace flexverify::idp
