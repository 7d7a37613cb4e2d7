// What the delivery of an alert uses of this machine.
#pragma once

#include <functional>
#include <memory>

#include "verifier/app/wiring.h"
#include "verifier/serve/notifier.h"

namespace flexverify::app {

// `trust` gives the stores of the newest configuration, by CA file.
[[nodiscard]] serve::NotifierServices notifier_services(
    std::function<std::shared_ptr<const TrustStores>()> trust);

}  // namespace flexverify::app
