// Fields without which a browser does not send a form (HTML Standard, the attribute `required`).
#pragma once

#include <string>

#include "verifier/web/form.h"

namespace flexverify::idp {

// What the first of them is called that stays empty with these values: its label, else its name;
// "" when a browser would send the form.
[[nodiscard]] std::string required_field_left_empty(const web::Form& form,
                                                    const web::Control* button,
                                                    const web::Values& values);

}  // namespace flexverify::idp
