#include "verifier/web/label.h"

#include "verifier/base/text.h"
#include "verifier/web/select.h"

namespace flexverify::web {
namespace {

const Element* ancestor(const Element& element, std::string_view tag) {
  const Element* up = element.parent;
  while (up != nullptr && up->tag != tag) up = up->parent;
  return up;
}

void add(std::string& label, std::string_view more) {
  more = base::trim(more);
  if (more.empty()) return;
  if (!label.empty()) label += ' ';
  label += more;
}

void add_labels_for(const Element& form, const std::string& id, std::string& label) {
  if (id.empty()) return;
  for (const Element* one : elements_below(form, "label"))
    if (one->attribute_or_empty("for") == id) add(label, text_of(*one));
}

void add_labelled_by(const Element& form, const Element& field, std::string& label) {
  const std::string ids = field.attribute_or_empty("aria-labelledby");
  if (ids.empty()) return;
  for (const Element* one : elements_below(form, ""))
    if (const std::string id = one->attribute_or_empty("id"); !id.empty())
      for (const std::string_view wanted : base::split(ids, ' '))
        if (wanted == id) add(label, text_of(*one));
}

}  // namespace

std::string label_of(const Element& field) {
  std::string label;
  if (const Element* around = ancestor(field, "label")) add(label, text_of(*around));
  if (const Element* form = ancestor(field, "form")) {
    add_labels_for(*form, field.attribute_or_empty("id"), label);
    add_labelled_by(*form, field, label);
  }
  add(label, field.attribute_or_empty("aria-label"));
  add(label, field.attribute_or_empty("placeholder"));
  return label;
}

}  // namespace flexverify::web
