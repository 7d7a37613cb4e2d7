// What a field of a form is called for a person who looks at it.
#pragma once

#include <string>

#include "verifier/web/document.h"

namespace flexverify::web {

// The texts of its labels (around it, or by `for` in the same form), of aria-label and
// aria-labelledby, and its placeholder, each once, joined by spaces; "" when there are none.
[[nodiscard]] std::string label_of(const Element& field);

}  // namespace flexverify::web
