// What a field of a form is called for a person who looks at it.
#pragma once

#include <string>

#include "verifier/web/document.h"

namespace flexverify::web {

// The texts of its visible labels (around it, or by `for`) and of what aria-labelledby names, its
// aria-label, else its title; and its placeholder, joined by spaces; "" when there are none.
[[nodiscard]] std::string label_of(const Element& field);

}  // namespace flexverify::web
