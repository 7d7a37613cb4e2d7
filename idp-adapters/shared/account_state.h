// What a page says of the account's state, in several languages: locked, disabled, an expired
// password; and too many requests.
#pragma once

#include <string_view>

#include "idp-adapters/shared/vendor_messages.h"

namespace flexverify::idp {

// null when the words say nothing of the kind, or say it of something else.
[[nodiscard]] const VendorMessage* account_state(std::string_view words);
// The same words, said of an application.
[[nodiscard]] bool says_application_is_disabled(std::string_view words);

}  // namespace flexverify::idp
