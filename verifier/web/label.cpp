#include "verifier/web/label.h"

#include <algorithm>
#include <vector>

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

const Element& root_of(const Element& element) {
  const Element* up = &element;
  while (up->parent != nullptr) up = up->parent;
  return *up;
}

// HTML Standard 4.10.4: a label with `for` is of that element alone, wherever the two stand.
bool is_label_of(const Element& label, const Element& field) {
  const std::string* wanted = label.attribute("for");
  if (wanted == nullptr) return ancestor(field, "label") == &label;
  return !wanted->empty() && *wanted == field.attribute_or_empty("id");
}

void add_labels(const Element& root, const Element& field, std::string& label) {
  for (const Element* one : elements_below(root, "label"))
    if (is_label_of(*one, field) && is_visible(*one)) add(label, visible_text_of(*one));
}

// Accessible Name and Description Computation 1.2, 2B: in the order of the attribute, hidden or
// not.
void add_labelled_by(const Element& root, const Element& field, std::string& label) {
  const std::string ids = field.attribute_or_empty("aria-labelledby");
  const std::vector<const Element*> all =
      ids.empty() ? std::vector<const Element*>{} : elements_below(root, "");
  for (const std::string_view wanted : base::split(ids, ' ')) {
    const auto found = std::ranges::find_if(all, [wanted](const Element* one) {
      return !wanted.empty() && one->attribute_or_empty("id") == wanted;
    });
    if (found != all.end()) add(label, text_of(**found));
  }
}

}  // namespace

std::string label_of(const Element& field) {
  std::string label;
  const Element& root = root_of(field);
  add_labels(root, field, label);
  add_labelled_by(root, field, label);
  add(label, field.attribute_or_empty("aria-label"));
  if (label.empty()) add(label, field.attribute_or_empty("title"));
  add(label, field.attribute_or_empty("placeholder"));
  return label;
}

}  // namespace flexverify::web
