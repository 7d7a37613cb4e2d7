// The controls of a form: who owns them and what value they start with.
#pragma once

#include <string>
#include <vector>

#include "verifier/web/form.h"

namespace flexverify::web {

// The forms of the document, each with its controls in tree order.
struct OwnedControls {
  const Element* form = nullptr;
  std::vector<Control> controls;
};
[[nodiscard]] std::vector<OwnedControls> owned_controls(const Document& document);

// Submit, image, plain and reset buttons: pressed, never filled in.
[[nodiscard]] bool is_button(ControlKind kind);

// HTML Standard 4.10.7: the values of the options that are selected and not disabled. A select
// that shows one line has the first enabled option selected when none is.
[[nodiscard]] std::vector<std::string> chosen_options(const Element& select);

}  // namespace flexverify::web
