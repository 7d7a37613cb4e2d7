// Two values that look alike and are not the same: services compare byte by byte.
#pragma once

#include <string>
#include <string_view>

namespace flexverify::saml {

// What the eye does not see, as the end of a sentence: " (it has a no-break space, U+00A0, at its
// end)", " (only the slash at the end differs)". "" when the values plainly differ, or are equal.
[[nodiscard]] std::string unseen_difference(std::string_view found, std::string_view expected);

// The value without white space around it and without invisible characters anywhere.
[[nodiscard]] std::string visible_part(std::string_view value);

}  // namespace flexverify::saml
