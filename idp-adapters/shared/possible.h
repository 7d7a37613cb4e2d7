// What a page says may happen has not happened: "your account will be locked after five attempts".
#pragma once

#include <string_view>

namespace flexverify::idp {

// Whether a sentence says this state ("locked") as something that may come, that is one of several
// reasons, or that is not so. Both in lower case; false when the sentence does not name the state.
[[nodiscard]] bool is_only_possible(std::string_view sentence, std::string_view state);

// "If the password is wrong, …", in whatever case.
[[nodiscard]] bool begins_with_if(std::string_view sentence);

}  // namespace flexverify::idp
