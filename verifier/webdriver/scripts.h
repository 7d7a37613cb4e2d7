// The two scripts that run in a page. They change nothing but the one field that is filled in.
#pragma once

#include <string_view>

namespace flexverify::webdriver {

// Returns what screen.h describes. Goes into open shadow roots; frames are named only.
extern const std::string_view kLookScript;
// Arguments: the element, the hosts that may be given the value, the value. Returns "filled", or
// why it did not: "place", "target", "gone", "not taken".
extern const std::string_view kFillScript;
// Arguments: URL and the fields of a form. Posts it as a page would.
extern const std::string_view kPostScript;

}  // namespace flexverify::webdriver
