#include "verifier/webdriver/screen.h"

#include <algorithm>

namespace flexverify::webdriver {
namespace {

using base::Json;

constexpr std::size_t kMost = 100;  // fields, buttons, alerts: what is more is not looked at

std::string element_in(const Json& item) {
  const Json* element = item.find("element");
  return element == nullptr ? "" : element->text(kElementKey);
}

bool is_true(const Json& item, std::string_view key) {
  const Json* found = item.find(key);
  return found != nullptr && found->boolean().value_or(false);
}

template <class Item, class Read>
std::vector<Item> items(const Json& json, std::string_view key, const Read& read) {
  std::vector<Item> found;
  const Json* list = json.find(key);
  if (list == nullptr || list->array() == nullptr) return found;
  for (const Json& item : *list->array())
    if (found.size() < kMost) found.push_back(read(item));
  return found;
}

Field read_field(const Json& item) {
  Field field{.type = item.text("type"),
              .autocomplete = item.text("autocomplete"),
              .name = item.text("name"),
              .id = item.text("id"),
              .label = item.text("label"),
              .empty = is_true(item, "empty"),
              .element = element_in(item)};
  field.kind = kind_of(field);
  return field;
}

int form_of(const Json& item) {
  const Json* number = item.find("form");
  const auto form = number == nullptr ? std::nullopt : number->integer();
  return form && *form >= 0 && *form < 1000 ? static_cast<int>(*form) : -1;
}

Button read_button(const Json& item) {
  return {.words = item.text("words"),
          .name = item.text("name"),
          .value = item.text("value"),
          .id = item.text("id"),
          .form = form_of(item),
          .element = element_in(item)};
}

// Two fields for a password are for a new one.
void find_new_passwords(std::vector<Field>& fields) {
  if (std::ranges::count(fields, FieldKind::Password, &Field::kind) < 2) return;
  for (Field& field : fields)
    if (field.kind == FieldKind::Password) field.kind = FieldKind::NewPassword;
}

}  // namespace

std::optional<Screen> read_screen(const Json& json) {
  if (json.object() == nullptr) return std::nullopt;
  Screen screen{.url = web::parse_url(json.text("url")),
                .title = json.text("title"),
                .words = json.text("words"),
                .complete = json.text("ready") == "complete",
                .born = json.text("born"),
                .fields = items<Field>(json, "fields", read_field),
                .buttons = items<Button>(json, "buttons", read_button),
                .alerts = json.texts("alerts"),
                .frames = json.texts("frames")};
  find_new_passwords(screen.fields);
  return screen;
}

std::string Screen::mark() const {
  std::string mark = born + (url ? web::to_string(*url) : "") + '\n' + title;
  for (const Field& field : fields)
    mark += "\nfield " + field.type + ' ' + field.name + ' ' + field.id;
  for (const Button& button : buttons) mark += "\nbutton " + button.words;
  for (const std::string& alert : alerts) mark += "\nalert " + alert;
  return mark;
}

}  // namespace flexverify::webdriver
