// What a page shows, as the scan script tells it: fields, buttons, words. Whatever stands here was
// said by the page, and is hostile.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verifier/base/json.h"
#include "verifier/web/url.h"

namespace flexverify::webdriver {

// W3C WebDriver 12: the member that holds a reference to an element.
inline constexpr std::string_view kElementKey = "element-6066-11e4-a52e-4f735466cecf";

// What a person would type into a field.
enum class FieldKind { Username, Password, NewPassword, OneTimeCode, Captcha, Other };

struct Field {
  FieldKind kind = FieldKind::Other;
  std::string type;          // "password", "text", "textarea" …
  std::string autocomplete;  // "one-time-code"
  std::string name;
  std::string id;
  std::string label;  // its label, aria-label or placeholder
  bool empty = true;
  std::string element;  // the reference, which dies with its document
};

struct Button {
  std::string words;
  std::string name;
  std::string value;
  std::string id;
  int form = -1;  // in which of the document's forms it is; -1: in none
  std::string element;
};

struct Screen {
  std::optional<web::Url> url;  // as the page says; not to be trusted for a secret
  std::string title;
  std::string words;            // the beginning of its visible text
  bool complete = false;        // document.readyState
  std::string born;             // tells one document from the next one
  std::vector<Field> fields;    // visible, enabled ones
  std::vector<Button> buttons;  // visible, enabled ones
  std::vector<std::string> alerts;
  std::vector<std::string> frames;  // hosts of visible frames

  // Changes whenever the page shows something else to do. Values of fields are not in it.
  [[nodiscard]] std::string mark() const;
};

// nullopt: this is not what the scan script returns.
[[nodiscard]] std::optional<Screen> read_screen(const base::Json& json);

// By autocomplete first, then by its label, then by its type, name and id.
[[nodiscard]] FieldKind kind_of(const Field& field);

[[nodiscard]] const Field* field_of(const Screen& screen, FieldKind kind);  // null when none

}  // namespace flexverify::webdriver
