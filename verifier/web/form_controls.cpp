#include "verifier/web/form_controls.h"

#include <algorithm>
#include <array>
#include <utility>

#include "verifier/base/text.h"
#include "verifier/web/select.h"

namespace flexverify::web {
namespace {

// More than any login page has; hostile pages stay cheap.
constexpr std::size_t kMaxForms = 64;
constexpr std::size_t kMaxControls = 2000;

constexpr std::array<std::pair<std::string_view, ControlKind>, 14> kInputKinds = {
    {{"hidden", ControlKind::Hidden},
     {"", ControlKind::Text},
     {"text", ControlKind::Text},
     {"search", ControlKind::Text},
     {"email", ControlKind::Email},
     {"tel", ControlKind::Tel},
     {"number", ControlKind::Number},
     {"password", ControlKind::Password},
     {"checkbox", ControlKind::Checkbox},
     {"radio", ControlKind::Radio},
     {"submit", ControlKind::Submit},
     {"image", ControlKind::Image},
     {"button", ControlKind::Button},
     {"reset", ControlKind::Reset}}};
constexpr std::array<std::string_view, 8> kOtherTypes = {
    "url", "date", "month", "week", "time", "datetime-local", "range", "color"};

ControlKind input_kind(const Element& input) {
  const std::string type = base::ascii_lower(input.attribute_or_empty("type"));
  for (const auto& [name, kind] : kInputKinds)
    if (name == type) return kind;
  if (type == "file") return ControlKind::File;
  const bool other = std::find(kOtherTypes.begin(), kOtherTypes.end(), type) != kOtherTypes.end();
  return other ? ControlKind::Other : ControlKind::Text;  // an unknown type is a text field
}

ControlKind button_kind(const Element& button) {
  const std::string type = base::ascii_lower(button.attribute_or_empty("type"));
  if (type == "button") return ControlKind::Button;
  return type == "reset" ? ControlKind::Reset : ControlKind::Submit;
}

ControlKind kind_of(const Element& element) {
  if (element.tag == "input") return input_kind(element);
  if (element.tag == "button") return button_kind(element);
  return element.tag == "select" ? ControlKind::Select : ControlKind::TextArea;
}

bool is_control(const Element& element) {
  return element.tag == "input" || element.tag == "button" || element.tag == "select" ||
         element.tag == "textarea";
}

std::string own_text(const Element& element) {
  std::string out;
  for (const auto& child : element.children) out += child->text;
  return out;
}

// 4.10.5.1.2 and the like: one-line fields hold no line breaks.
std::string input_value(const Element& input, ControlKind kind) {
  const std::string* given = input.attribute("value");
  if (kind == ControlKind::Checkbox || kind == ControlKind::Radio)
    return given == nullptr ? "on" : *given;
  std::string value = given == nullptr ? std::string() : *given;
  if (kind == ControlKind::Text || kind == ControlKind::Tel || kind == ControlKind::Password ||
      kind == ControlKind::Email)
    std::erase_if(value, [](char c) { return c == '\n' || c == '\r'; });
  return kind == ControlKind::Email ? std::string(base::trim(value)) : value;
}

std::string value_of(const Element& element, ControlKind kind) {
  if (element.tag == "textarea") return own_text(element);
  if (element.tag == "input") return input_value(element, kind);
  if (element.tag == "button") return element.attribute_or_empty("value");
  const auto chosen = chosen_options(element);
  return chosen.empty() ? std::string() : chosen.front();
}

const Element* first_legend(const Element& fieldset) {
  for (const auto& child : fieldset.children)
    if (child->tag == "legend") return child.get();
  return nullptr;
}

// 4.10.19.5: by its own attribute, or by a fieldset unless it stands in the first legend of that.
bool is_disabled(const Element& control) {
  if (control.attribute("disabled") != nullptr) return true;
  const Element* below = &control;
  for (const Element* at = control.parent; at != nullptr; below = at, at = at->parent)
    if (at->tag == "fieldset" && at->attribute("disabled") != nullptr && first_legend(*at) != below)
      return true;
  return false;
}

Control control_from(const Element& element) {
  const ControlKind kind = kind_of(element);
  return {.element = &element,
          .kind = kind,
          .name = element.attribute_or_empty("name"),
          .value = value_of(element, kind),
          .checked = element.attribute("checked") != nullptr,
          .disabled = is_disabled(element),
          .visible = is_visible(element) && element.attribute_or_empty("tabindex") != "-1"};
}

bool is_table_part(const Element* element) {
  return element != nullptr &&
         (element->tag == "table" || element->tag == "tbody" || element->tag == "thead" ||
          element->tag == "tfoot" || element->tag == "tr");
}

bool is_below(const Element& element, const Element* ancestor) {
  for (const Element* at = element.parent; at != nullptr; at = at->parent)
    if (at == ancestor) return true;
  return false;
}

// 13.2.6.4.9: a <form> right below a table part is closed at once, yet the parser's form pointer
// still gives it the controls that follow in that table.
bool adopts(const Element& form, const Element& control) {
  return is_table_part(form.parent) && form.children.empty() && is_below(control, form.parent);
}

const Element* form_with_id(const std::vector<OwnedControls>& all, const std::string& id) {
  for (const OwnedControls& owned : all)
    if (owned.form->attribute_or_empty("id") == id) return owned.form;
  return nullptr;
}

// 4.10.18.3, the form owner: form="", the nearest form around it, or the parser's form pointer.
const Element* owner_of(const Element& control, const std::vector<OwnedControls>& all,
                        const Element* latest) {
  if (const std::string* id = control.attribute("form")) return form_with_id(all, *id);
  for (const Element* at = control.parent; at != nullptr; at = at->parent)
    if (at->tag == "form") return at;
  return latest != nullptr && adopts(*latest, control) ? latest : nullptr;
}

OwnedControls* find_owned(std::vector<OwnedControls>& all, const Element* form) {
  const auto found = std::find_if(all.begin(), all.end(),
                                  [form](const OwnedControls& one) { return one.form == form; });
  return found == all.end() ? nullptr : &*found;
}

bool is_option_disabled(const Element& option) {
  if (option.attribute("disabled") != nullptr) return true;
  return option.parent != nullptr && option.parent->tag == "optgroup" &&
         option.parent->attribute("disabled") != nullptr;
}

std::string option_value(const Element& option) {
  const std::string* value = option.attribute("value");
  return value == nullptr ? text_of(option) : *value;
}

std::vector<const Element*> selected_options(const Element& select, bool multiple) {
  const auto options = elements_below(select, "option");
  std::vector<const Element*> selected;
  std::copy_if(options.begin(), options.end(), std::back_inserter(selected),
               [](const Element* option) { return option->attribute("selected") != nullptr; });
  if (multiple || selected.size() == 1) return selected;
  if (!selected.empty()) return {selected.back()};
  const std::string size = select.attribute_or_empty("size");
  if (!size.empty() && size != "1" && size != "0") return {};
  const auto first = std::find_if_not(options.begin(), options.end(), [](const Element* option) {
    return is_option_disabled(*option);
  });
  return first == options.end() ? std::vector<const Element*>{} : std::vector{*first};
}

}  // namespace

bool is_button(ControlKind kind) {
  switch (kind) {
    case ControlKind::Submit:
    case ControlKind::Image:
    case ControlKind::Button:
    case ControlKind::Reset:
      return true;
    case ControlKind::Hidden:
    case ControlKind::Text:
    case ControlKind::Email:
    case ControlKind::Tel:
    case ControlKind::Number:
    case ControlKind::Password:
    case ControlKind::Checkbox:
    case ControlKind::Radio:
    case ControlKind::Select:
    case ControlKind::TextArea:
    case ControlKind::File:
    case ControlKind::Other:
      return false;
  }
  return false;
}

std::vector<std::string> chosen_options(const Element& select) {
  std::vector<std::string> values;
  for (const Element* option : selected_options(select, select.attribute("multiple") != nullptr))
    if (!is_option_disabled(*option)) values.push_back(option_value(*option));
  return values;
}

std::vector<OwnedControls> owned_controls(const Document& document) {
  std::vector<OwnedControls> all;
  for (const Element* form : elements(document, "form"))
    if (all.size() < kMaxForms) all.push_back({form, {}});
  const Element* latest = nullptr;
  for (const Element* element : elements(document, "")) {
    if (element->tag == "form") latest = element;
    if (!is_control(*element)) continue;
    OwnedControls* owned = find_owned(all, owner_of(*element, all, latest));
    if (owned != nullptr && owned->controls.size() < kMaxControls)
      owned->controls.push_back(control_from(*element));
  }
  return all;
}

}  // namespace flexverify::web
