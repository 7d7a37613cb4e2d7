// Why a provider shows its form again where it says nothing of the password: the login's session
// ended, the service is down, or a policy lets nobody in from here or now.
#pragma once

#include <string_view>

#include "idp-adapters/shared/vendor_messages.h"

namespace flexverify::idp {

// null when the words say nothing of the kind.
[[nodiscard]] const VendorMessage* other_reason(std::string_view words);

}  // namespace flexverify::idp
