#include "idp-adapters/shared/required_fields.h"

#include <algorithm>

#include "idp-adapters/shared/form_helpers.h"
#include "verifier/web/label.h"

namespace flexverify::idp {
namespace {

using web::Control;
using web::ControlKind;
using web::Form;

bool has(const Control& control, std::string_view attribute) {
  return control.element->attribute(attribute) != nullptr;
}

bool is_validated(const Form& form, const Control* button) {
  return form.element->attribute("novalidate") == nullptr &&
         (button == nullptr || !has(*button, "formnovalidate"));
}

// One of a group of radio buttons is enough.
bool is_chosen(const Form& form, const Control& radio) {
  return std::ranges::any_of(form.controls, [&](const Control& one) {
    return one.kind == ControlKind::Radio && one.name == radio.name && one.checked;
  });
}

bool is_empty(const Form& form, const Control& control) {
  switch (control.kind) {
    case ControlKind::Checkbox:
      return !control.checked;
    case ControlKind::Radio:
      return !is_chosen(form, control);
    case ControlKind::Text:
    case ControlKind::Email:
    case ControlKind::Tel:
    case ControlKind::Number:
    case ControlKind::Password:
    case ControlKind::Select:
    case ControlKind::TextArea:
    case ControlKind::File:
    case ControlKind::Other:
      return control.value.empty();
    case ControlKind::Hidden:
    case ControlKind::Submit:
    case ControlKind::Image:
    case ControlKind::Button:
    case ControlKind::Reset:
      return false;
  }
  return false;
}

// What is disabled or read-only is not looked at; of what is hidden or has no name, and is typed in
// to be copied, a script takes care.
bool holds_back(const Form& form, const Control& control) {
  return has(control, "required") && is_usable(control) && !has(control, "readonly") &&
         is_empty(form, control);
}

}  // namespace

std::string required_field_left_empty(const Form& form, const Control* button,
                                      const web::Values& values) {
  if (!is_validated(form, button)) return "";
  for (const Control& control : form.controls) {
    const bool filled_in =
        std::ranges::find(values, control.name, &web::FormEntry::name) != values.end();
    if (filled_in || !holds_back(form, control)) continue;
    const std::string label = web::label_of(*control.element);
    return label.empty() ? control.name : label;
  }
  return "";
}

}  // namespace flexverify::idp
