// HTML forms: the entry list and the submission (HTML Standard 4.10.21).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verifier/web/document.h"
#include "verifier/web/message.h"
#include "verifier/web/page.h"

namespace flexverify::web {

enum class ControlKind {
  Hidden,
  Text,
  Email,
  Tel,
  Number,
  Password,
  Checkbox,
  Radio,
  Select,
  TextArea,
  Submit,
  Image,
  Button,
  Reset,
  File,
  Other
};

struct Control {
  const Element* element = nullptr;       // borrowed from the document
  ControlKind kind = ControlKind::Other;  // what it is
  std::string name;                       // "" when absent
  std::string value;      // "on" for a checkbox without value; the chosen option of a select
  bool checked = false;   // of a checkbox or radio button
  bool disabled = false;  // its own, or by a fieldset
  bool visible = true;    // is_visible, and not tabindex=-1
};

struct Form {
  const Element* element = nullptr;  // borrowed from the document
  std::string id;                    // "" when absent
  std::string name;                  // "" when absent
  Method method = Method::Get;       // missing or unknown is GET; "dialog" forms are left out
  Url action;                        // resolved; the document's URL when missing or empty
  bool action_valid = true;          // false when the attribute is no URL
  Url base;                          // against which a formaction is resolved
  std::string enctype;               // lower case, "" for the default
  std::string charset;               // in which it is sent
  std::shared_ptr<const PolicyContainer> policies = nullptr;  // of the page
  std::vector<Control> controls;  // in tree order, with those that name the form by form=""
};

// Every form of the page in document order. <base href> is honoured.
[[nodiscard]] std::vector<Form> forms(const Page& page);

[[nodiscard]] const Control* find_control(const Form& form, std::string_view name);
[[nodiscard]] std::vector<std::string> field_names(const Form& form);

// True when the form has a visible, enabled control other than buttons: a person must fill it in.
[[nodiscard]] bool wants_a_person(const Form& form);

// What the user typed or chose, by control name.
using Values = std::vector<FormEntry>;

// The request of submitting `form` with `submitter` (null: none, as form.submit() does).
// `values` replace the value of the control of that name; a name that has no control is
// appended. A GET form replaces the query; secrets are refused there (nullopt).
// `page_url` is the initiator.
[[nodiscard]] std::optional<Request> submit(const Form& form, const Control* submitter,
                                            const Values& values, const Url& page_url);
// The first enabled submit or image button in tree order (implicit submission); null when none.
[[nodiscard]] const Control* default_button(const Form& form);
// Somebody could press it: the page shows an enabled submit or image button of the form.
[[nodiscard]] bool has_visible_button(const Form& form);

}  // namespace flexverify::web
